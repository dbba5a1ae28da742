// A result. No row if there is none.
// in   id       string
// out  media    string  what the content is
// out  size     int     bytes of the content
// out  parts    int     how many parts it has when complete
// out  held     int     how many it holds
// out  touched  int     when it was last written to, milliseconds on the database's clock
MATCH (result:JobResult {id: $id})
RETURN
  result.media AS media,
  result.size AS size,
  result.parts AS parts,
  COUNT { (result)-[:HOLDS]->(:JobResultPart) } AS held,
  result.touched AS touched
