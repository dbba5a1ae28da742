// Make ties be just as these rows say; may repeat. Their ends are there already.
// in   rows     list of map  a record each: its id and fields, those that say nothing left out
// out  written  int          fewer than rows if an end is missing
UNWIND $rows AS row
MATCH (source:Organisation {id: row.source_id})
MATCH (target:Organisation {id: row.target_id})
MERGE (source)-[tie:TIED_TO {id: row.id}]->(target)
SET tie = row
RETURN count(*) AS written
