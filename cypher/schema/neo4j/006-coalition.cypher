// No two of Coalition have the same id.
CREATE CONSTRAINT coalition_id IF NOT EXISTS
FOR (node:Coalition)
REQUIRE node.id IS UNIQUE
