// Delete stances; one that is gone already is no error.
// in   rows  list of map  id, organisation_id and cause_id of each
UNWIND $rows AS row
MATCH (:Organisation {id: row.organisation_id})-[stance:STANDS_ON {id: row.id}]->(:Cause {id: row.cause_id})
DELETE stance
