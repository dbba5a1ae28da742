// Finds the jobs that may be taken.
CREATE INDEX job_state IF NOT EXISTS
FOR (node:Job)
ON (node.state)
