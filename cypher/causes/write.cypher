// Make causes be just as these rows say; may repeat.
// in   rows     list of map  a record each: its fields, those that say nothing left out
// out  written  int
UNWIND $rows AS row
MERGE (cause:Cause {id: row.id})
SET cause = row
RETURN count(*) AS written
