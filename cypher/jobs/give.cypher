// Give a job its result; it was locked by the same transaction. No row if the result was swept meanwhile.
// in   id      string
// in   result  string
// in   turn    string  anything new
// out  parts   int     how many the result should hold
// out  held    int     how many it holds
MATCH (job:Job {id: $id})
MATCH (result:JobResult {id: $result})
SET result.turn = $turn
MERGE (job)-[:GAVE]->(result)
RETURN
  result.parts AS parts,
  COUNT { (result)-[:HOLDS]->(:JobResultPart) } AS held
