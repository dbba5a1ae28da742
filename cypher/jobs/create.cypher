// Make a job unless it is there.
// in   id      string
// in   values  map     its properties at the beginning, id among them
MERGE (job:Job {id: $id})
ON CREATE SET job += $values, job.submitted = timestamp()
