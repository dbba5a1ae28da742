// No two of JobResult have the same id.
CREATE CONSTRAINT jobresult_id IF NOT EXISTS
FOR (node:JobResult)
REQUIRE node.id IS UNIQUE
