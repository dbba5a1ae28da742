// Finds the change sets after one.
CREATE INDEX change_sequence IF NOT EXISTS
FOR (node:Change)
ON (node.sequence)
