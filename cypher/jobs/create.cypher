// Make a job unless it is there.
// in   id         string
// in   values     map          its properties at the beginning, id among them
// in   submitted  int or null  when its question was asked, milliseconds; null is now
MERGE (job:Job {id: $id})
ON CREATE SET job += $values, job.submitted = coalesce($submitted, timestamp())
