// Delete a result with its parts, unless a job has given it meanwhile.
// in   id    string
// in   age   int     milliseconds since it was written to, at least
MATCH (result:JobResult {id: $id})
WHERE result.touched < timestamp() - $age AND NOT EXISTS { (:Job)-[:GAVE]->(result) }
OPTIONAL MATCH (result)-[:HOLDS]->(part:JobResultPart)
DETACH DELETE part, result
