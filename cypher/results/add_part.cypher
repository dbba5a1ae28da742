// Add a part to a result; may repeat.
// in   result  string
// in   id      string
// in   number  int
// in   bytes   bytes   compressed
MATCH (result:JobResult {id: $result})
MERGE (part:JobResultPart {id: $id})
SET part.number = $number, part.bytes = $bytes
MERGE (result)-[:HOLDS]->(part)
