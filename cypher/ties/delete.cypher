// Delete ties; one that is gone already is no error.
// in   rows  list of map  id, source_id and target_id of each
UNWIND $rows AS row
MATCH (:Organisation {id: row.source_id})-[tie:TIED_TO {id: row.id}]->(:Organisation {id: row.target_id})
DELETE tie
