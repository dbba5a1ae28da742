// Results that no job gave, and that nobody has written to for a while.
// in   age   int     milliseconds
// in   size  int     how many at most
// out  id    string
MATCH (result:JobResult)
WHERE result.touched < timestamp() - $age AND NOT EXISTS { (:Job)-[:GAVE]->(result) }
RETURN result.id AS id
ORDER BY result.id
LIMIT $size
