// Take from a job what it gave; it was locked by the same transaction.
// in   id  string
MATCH (job:Job {id: $id})-[gave:GAVE]->(:JobResult)
DELETE gave
