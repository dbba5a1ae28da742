// No two of ChangePart have the same id.
CREATE CONSTRAINT changepart_id IF NOT EXISTS
FOR (node:ChangePart)
REQUIRE node.id IS UNIQUE
