// Draw IN from organisations to what their field place_id names; may repeat.
// A target that has yet to be written begins as a bare node.
// in   rows  list of map  id: of one of the organisations; targets: list of string, ids of places
UNWIND $rows AS row
MATCH (organisation:Organisation {id: row.id})
UNWIND row.targets AS target_id
MERGE (place:Place {id: target_id})
MERGE (organisation)-[:IN]->(place)
