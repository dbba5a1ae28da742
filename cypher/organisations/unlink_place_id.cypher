// Remove IN from organisations to all but what their field place_id names; may repeat.
// in   rows  list of map  id: of one of the organisations; targets: list of string, ids of places
UNWIND $rows AS row
MATCH (organisation:Organisation {id: row.id})-[link:IN]->(place:Place)
WHERE NOT place.id IN row.targets
WITH collect(link) AS gone
UNWIND gone AS link
DELETE link
