// No two of JobResultPart have the same id.
CREATE CONSTRAINT jobresultpart_id IF NOT EXISTS
FOR (node:JobResultPart)
REQUIRE node.id IS UNIQUE
