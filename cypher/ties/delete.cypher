// Delete ties; one that is gone already is no error.
// All are found before the first goes: the embedded database loses its way otherwise.
// in   rows  list of map  id, source_id and target_id of each
UNWIND $rows AS row
MATCH (:Organisation {id: row.source_id})-[tie:TIED_TO {id: row.id}]->(:Organisation {id: row.target_id})
WITH collect(tie) AS gone
UNWIND gone AS tie
DELETE tie
