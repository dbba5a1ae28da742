// Change sets published after one and up to another, in order.
// in   after     int     the sequence of the one
// in   upto      int     the sequence of the other
// out  token     string
// out  sequence  int     0 while it is being staged
// out  parts     int     how many parts it has when complete
// out  owner     string  host and process that wrote it
// out  age       int     milliseconds since it last grew or was applied further
MATCH (change:Change)
WHERE change.sequence > $after AND change.sequence <= $upto
RETURN
  change.token AS token,
  change.sequence AS sequence,
  change.parts AS parts,
  change.owner AS owner,
  timestamp() - change.touched AS age
ORDER BY change.sequence
