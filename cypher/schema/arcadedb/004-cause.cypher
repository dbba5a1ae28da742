// No two of Cause have the same id.
CREATE CONSTRAINT cause_id IF NOT EXISTS
FOR (node:Cause)
REQUIRE node.id IS UNIQUE
