// Remove REPRESENTS from organisations to all but what their field constituencies names; may repeat.
// in   rows  list of map  id: of one of the organisations; targets: list of string, ids of constituencies
UNWIND $rows AS row
MATCH (organisation:Organisation {id: row.id})-[link:REPRESENTS]->(constituency:Constituency)
WHERE NOT constituency.id IN row.targets
WITH collect(link) AS gone
UNWIND gone AS link
DELETE link
