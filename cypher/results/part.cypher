// A part of a result.
// in   id     string
// out  bytes  bytes   compressed
MATCH (part:JobResultPart {id: $id})
RETURN part.bytes AS bytes
