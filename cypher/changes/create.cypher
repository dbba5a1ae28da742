// Begin a change set; may repeat.
// in   token   string
// in   values  map     its properties, token among them
MERGE (change:Change {token: $token})
SET change = $values
SET change.touched = timestamp()
