// Draw WITHIN from places to what their field parent_id names; may repeat.
// A target that has yet to be written begins as a bare node.
// in   rows  list of map  id: of one of the places; targets: list of string, ids of places
UNWIND $rows AS row
MATCH (place:Place {id: row.id})
UNWIND row.targets AS target_id
MERGE (target:Place {id: target_id})
MERGE (place)-[:WITHIN]->(target)
