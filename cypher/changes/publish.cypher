// Give a staged change set its place in the history.
// in   token     string
// in   sequence  int
// out  parts     int     how many it should hold
// out  held      int     how many it holds
MATCH (change:Change {token: $token})
SET change.sequence = $sequence
RETURN
  change.parts AS parts,
  COUNT { (change)-[:HOLDS]->(:ChangePart) } AS held
