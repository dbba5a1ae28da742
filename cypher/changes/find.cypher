// A change set by its token; no row if it is not there.
// in   token     string
// out  token     string
// out  sequence  int     0 while it is being staged
// out  parts     int     how many parts it has when complete
// out  owner     string  host and process that wrote it
// out  age       int     milliseconds since it last grew or was applied further
MATCH (change:Change {token: $token})
RETURN
  change.token AS token,
  change.sequence AS sequence,
  change.parts AS parts,
  change.owner AS owner,
  timestamp() - change.touched AS age
