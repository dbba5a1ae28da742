// Change what a job says; it was locked by the same transaction.
// in   id      string
// in   values  map     the properties that change
MATCH (job:Job {id: $id})
SET job += $values
