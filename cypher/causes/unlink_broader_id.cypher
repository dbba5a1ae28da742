// Remove BROADER from causes to all but what their field broader_id names; may repeat.
// in   rows  list of map  id: of one of the causes; targets: list of string, ids of causes
UNWIND $rows AS row
MATCH (cause:Cause {id: row.id})-[link:BROADER]->(target:Cause)
WHERE NOT target.id IN row.targets
WITH collect(link) AS gone
UNWIND gone AS link
DELETE link
