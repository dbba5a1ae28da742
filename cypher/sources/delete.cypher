// Delete sources and what still hangs on them; one that is gone already is no error.
// in   ids  list of string
UNWIND $ids AS id
MATCH (source:Source {id: id})
DETACH DELETE source
