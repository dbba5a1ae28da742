// Delete stances; one that is gone already is no error.
// All are found before the first goes: the embedded database loses its way otherwise.
// in   rows  list of map  id, organisation_id and cause_id of each
UNWIND $rows AS row
MATCH (:Organisation {id: row.organisation_id})-[stance:STANDS_ON {id: row.id}]->(:Cause {id: row.cause_id})
WITH collect(stance) AS gone
UNWIND gone AS stance
DELETE stance
