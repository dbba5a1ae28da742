// Parts of change sets; the order means nothing.
// in   ids      list of string
// out  id       string
// out  payload  string  JSON
UNWIND $ids AS id
MATCH (part:ChangePart {id: id})
RETURN
  part.id AS id,
  part.payload AS payload
