// Delete a job; it was locked by the same transaction.
// in   id  string
MATCH (job:Job {id: $id})
DETACH DELETE job
