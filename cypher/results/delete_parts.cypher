// Delete the last parts of a result, from a number on; the result was locked by the same transaction.
// in   id    string
// in   from  int     the first number that goes
// in   size  int     how many go at most
MATCH (result:JobResult {id: $id})-[:HOLDS]->(part:JobResultPart)
WHERE part.number >= $from
WITH part
ORDER BY part.number DESC
LIMIT $size
DETACH DELETE part
