// Draw ABOUT from coalitions to what their field cause_id names; may repeat.
// A target that has yet to be written begins as a bare node.
// in   rows  list of map  id: of one of the coalitions; targets: list of string, ids of causes
UNWIND $rows AS row
MATCH (coalition:Coalition {id: row.id})
UNWIND row.targets AS target_id
MERGE (cause:Cause {id: target_id})
MERGE (coalition)-[:ABOUT]->(cause)
