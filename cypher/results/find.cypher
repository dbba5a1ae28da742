// A result. No row if there is none.
// in   id     string
// out  media  string  what the content is
// out  size   int     bytes of the content
// out  parts  int     how many parts it has when complete
MATCH (result:JobResult {id: $id})
RETURN
  result.media AS media,
  result.size AS size,
  result.parts AS parts
