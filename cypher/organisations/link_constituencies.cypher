// Draw REPRESENTS from organisations to what their field constituencies names; may repeat.
// A target that has yet to be written begins as a bare node.
// in   rows  list of map  id: of one of the organisations; targets: list of string, ids of constituencies
UNWIND $rows AS row
MATCH (organisation:Organisation {id: row.id})
UNWIND row.targets AS target_id
MERGE (constituency:Constituency {id: target_id})
MERGE (organisation)-[:REPRESENTS]->(constituency)
