// Delete some parts of a staged change set.
// in   token  string
// in   size   int     how many at most
// out  swept  int
MATCH (change:Change {token: $token, sequence: 0})-[:HOLDS]->(part:ChangePart)
WITH part
LIMIT $size
DETACH DELETE part
RETURN count(*) AS swept
