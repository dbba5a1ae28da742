// Make sources be just as these rows say; may repeat.
// in   rows     list of map  a record each: its fields, those that say nothing left out
// out  written  int
UNWIND $rows AS row
MERGE (source:Source {id: row.id})
SET source = row
RETURN count(*) AS written
