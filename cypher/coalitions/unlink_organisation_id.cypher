// Remove EMBODIED_BY from coalitions to all but what their field organisation_id names; may repeat.
// in   rows  list of map  id: of one of the coalitions; targets: list of string, ids of organisations
UNWIND $rows AS row
MATCH (coalition:Coalition {id: row.id})-[link:EMBODIED_BY]->(organisation:Organisation)
WHERE NOT organisation.id IN row.targets
WITH collect(link) AS gone
UNWIND gone AS link
DELETE link
