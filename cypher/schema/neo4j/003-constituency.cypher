// No two of Constituency have the same id.
CREATE CONSTRAINT constituency_id IF NOT EXISTS
FOR (node:Constituency)
REQUIRE node.id IS UNIQUE
