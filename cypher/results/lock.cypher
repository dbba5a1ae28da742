// A result, held until the end of the transaction. No row if there is none.
// in   id       string
// in   turn     string  anything new
// out  parts    int     how many parts it has when complete
// out  held     int     how many it holds
// out  jobs     int     how many jobs gave it
// out  touched  int     when it was last written to, milliseconds on the database's clock
// out  now      int     the database's clock, milliseconds
MATCH (result:JobResult {id: $id})
SET result.turn = $turn
WITH result
RETURN
  result.parts AS parts,
  COUNT { (result)-[:HOLDS]->(:JobResultPart) } AS held,
  COUNT { (:Job)-[:GAVE]->(result) } AS jobs,
  result.touched AS touched,
  timestamp() AS now
