// No two of Job have the same id.
CREATE CONSTRAINT job_id IF NOT EXISTS
FOR (node:Job)
REQUIRE node.id IS UNIQUE
