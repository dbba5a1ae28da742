// Jobs that ended a while ago and are of a revision that is past, unless they are cited.
// in   audience  string
// in   revision  int     the present one of that audience
// in   age       int     milliseconds since they ended, at least
// in   size      int     how many at most
// out  id        string
MATCH (job:Job)
WHERE
  job.state IN ['done', 'failed', 'cancelled']
  AND job.audience = $audience
  AND job.revision < $revision
  AND NOT job.cited
  AND job.ended < timestamp() - $age
RETURN job.id AS id
ORDER BY job.id
LIMIT $size
