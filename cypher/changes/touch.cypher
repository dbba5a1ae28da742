// Say that somebody still works on a change set.
// in   token  string
MATCH (change:Change {token: $token})
SET change.touched = timestamp()
