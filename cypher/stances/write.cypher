// Make stances be just as these rows say; may repeat. Their ends are there already.
// in   rows     list of map  a record each: its id and fields, those that say nothing left out
// out  written  int          fewer than rows if an end is missing
UNWIND $rows AS row
MATCH (organisation:Organisation {id: row.organisation_id})
MATCH (cause:Cause {id: row.cause_id})
MERGE (organisation)-[stance:STANDS_ON {id: row.id}]->(cause)
SET stance = row
RETURN count(*) AS written
