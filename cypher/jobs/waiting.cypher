// Jobs that may be taken, the oldest first: nobody has them, or whoever had them let the lease run out.
// in   kinds     list of string  which kinds
// in   software  string or null  asked of which; null is any
// in   patience  int             milliseconds after which those asked of another may be taken too
// in   size      int             how many at most
// out  id        string
MATCH (job:Job)
WHERE
  job.state IN ['queued', 'running']
  AND job.lease < timestamp()
  AND job.kind IN $kinds
  AND ($software IS NULL OR job.software = $software OR job.submitted < timestamp() - $patience)
RETURN job.id AS id
ORDER BY job.submitted, job.id
LIMIT $size
