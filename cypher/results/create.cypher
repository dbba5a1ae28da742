// Begin a result, or say that it is wanted still; may repeat.
// in   id      string  SHA-256 of the content
// in   values  map     its properties, id among them
MERGE (result:JobResult {id: $id})
SET result += $values
SET result.touched = timestamp()
