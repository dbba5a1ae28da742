// Jobs of some audiences and kinds, the newest first.
// in   audiences  list of string
// in   kinds      list of string
// in   size       int             how many at most
// out  id          string
// out  kind        string
// out  audience    string
// out  revision    int             of the audience, when it was asked
// out  sequence    int             of the whole history, when it was asked
// out  date        string          ISO; the one that the data set had then for the audience
// out  parameters  string          canonical JSON
// out  seed        int
// out  software    string          what it was asked of
// out  state       string
// out  attempt     int             how often it was taken, those given back not counted
// out  fence       int             raised by each take and cancel: who holds an older one writes nothing
// out  lease       int             until when it is held, milliseconds on the database's clock; 0 when by nobody
// out  worker      string          who took it last
// out  progress    float           from 0 to 1
// out  words       string          what is being done
// out  reasons     list of string  why attempts failed, in order
// out  result      string          SHA-256 of its content; blank before there is one
// out  submitted   int             milliseconds, as are the next two
// out  taken       int
// out  ended       int
// out  worked      int or null     milliseconds that its result took, without reading the data; null before there is one
// out  cited       boolean         kept when the data has moved on
// out  successor   string          the same question on a later revision, where the data moved on; else blank
// out  now         int             the database's clock, milliseconds
MATCH (job:Job)
WHERE job.audience IN $audiences AND job.kind IN $kinds
RETURN
  job.id AS id,
  job.kind AS kind,
  job.audience AS audience,
  job.revision AS revision,
  job.sequence AS sequence,
  job.date AS date,
  job.parameters AS parameters,
  job.seed AS seed,
  job.software AS software,
  job.state AS state,
  job.attempt AS attempt,
  job.fence AS fence,
  job.lease AS lease,
  job.worker AS worker,
  job.progress AS progress,
  job.words AS words,
  job.reasons AS reasons,
  job.result AS result,
  job.submitted AS submitted,
  job.taken AS taken,
  job.ended AS ended,
  job.worked AS worked,
  job.cited AS cited,
  job.successor AS successor,
  timestamp() AS now
ORDER BY job.submitted DESC, job.id
LIMIT $size
