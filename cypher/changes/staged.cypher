// Change sets that nobody published yet.
// out  token     string
// out  sequence  int     0 while it is being staged
// out  parts     int     how many parts it has when complete
// out  owner     string  host and process that wrote it
// out  age       int     milliseconds since it last grew or was applied further
MATCH (change:Change {sequence: 0})
RETURN
  change.token AS token,
  change.sequence AS sequence,
  change.parts AS parts,
  change.owner AS owner,
  timestamp() - change.touched AS age
