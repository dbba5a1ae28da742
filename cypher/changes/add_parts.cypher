// Add parts to a change set; may repeat. No row if it was swept meanwhile.
// in   token  string
// in   rows   list of map  id, number, payload: JSON text
// out  added  int
MATCH (change:Change {token: $token})
SET change.touched = timestamp()
WITH change
UNWIND $rows AS row
MERGE (part:ChangePart {id: row.id})
SET part = row
MERGE (change)-[:HOLDS]->(part)
RETURN count(*) AS added
