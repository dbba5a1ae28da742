// Remove WITHIN from places to all but what their field parent_id names; may repeat.
// in   rows  list of map  id: of one of the places; targets: list of string, ids of places
UNWIND $rows AS row
MATCH (place:Place {id: row.id})-[link:WITHIN]->(target:Place)
WHERE NOT target.id IN row.targets
WITH collect(link) AS gone
UNWIND gone AS link
DELETE link
