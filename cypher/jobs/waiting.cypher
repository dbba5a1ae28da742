// Jobs that may be taken, the oldest first: nobody has them, or whoever had them let the lease run out.
// in   kinds  list of string  which kinds
// in   size   int             how many at most
// out  id     string
MATCH (job:Job)
WHERE
  job.state IN ['queued', 'running']
  AND job.lease < timestamp()
  AND job.kind IN $kinds
RETURN job.id AS id
ORDER BY job.submitted, job.id
LIMIT $size
