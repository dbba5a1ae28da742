// Delete memberships; one that is gone already is no error.
// All are found before the first goes: the embedded database loses its way otherwise.
// in   rows  list of map  id, organisation_id and coalition_id of each
UNWIND $rows AS row
MATCH (:Organisation {id: row.organisation_id})-[membership:JOINED {id: row.id}]->(:Coalition {id: row.coalition_id})
WITH collect(membership) AS gone
UNWIND gone AS membership
DELETE membership
