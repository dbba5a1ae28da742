// No two of Organisation have the same id.
CREATE CONSTRAINT organisation_id IF NOT EXISTS
FOR (node:Organisation)
REQUIRE node.id IS UNIQUE
