// Make organisations be just as these rows say; may repeat.
// in   rows     list of map  a record each: its fields, those that say nothing left out
// out  written  int
UNWIND $rows AS row
MERGE (organisation:Organisation {id: row.id})
SET organisation = row
RETURN count(*) AS written
