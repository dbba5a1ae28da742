// Draw BROADER from causes to what their field broader_id names; may repeat.
// A target that has yet to be written begins as a bare node.
// in   rows  list of map  id: of one of the causes; targets: list of string, ids of causes
UNWIND $rows AS row
MATCH (cause:Cause {id: row.id})
UNWIND row.targets AS target_id
MERGE (target:Cause {id: target_id})
MERGE (cause)-[:BROADER]->(target)
