// Delete a result that holds no parts; it was locked by the same transaction.
// in   id  string
MATCH (result:JobResult {id: $id})
DETACH DELETE result
