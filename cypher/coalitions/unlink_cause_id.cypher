// Remove ABOUT from coalitions to all but what their field cause_id names; may repeat.
// in   rows  list of map  id: of one of the coalitions; targets: list of string, ids of causes
UNWIND $rows AS row
MATCH (coalition:Coalition {id: row.id})-[link:ABOUT]->(cause:Cause)
WHERE NOT cause.id IN row.targets
WITH collect(link) AS gone
UNWIND gone AS link
DELETE link
