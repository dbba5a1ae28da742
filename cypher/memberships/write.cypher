// Make memberships be just as these rows say; may repeat. Their ends are there already.
// in   rows     list of map  a record each: its id and fields, those that say nothing left out
// out  written  int          fewer than rows if an end is missing
UNWIND $rows AS row
MATCH (organisation:Organisation {id: row.organisation_id})
MATCH (coalition:Coalition {id: row.coalition_id})
MERGE (organisation)-[membership:JOINED {id: row.id}]->(coalition)
SET membership = row
RETURN count(*) AS written
