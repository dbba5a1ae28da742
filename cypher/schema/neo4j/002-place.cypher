// No two of Place have the same id.
CREATE CONSTRAINT place_id IF NOT EXISTS
FOR (node:Place)
REQUIRE node.id IS UNIQUE
