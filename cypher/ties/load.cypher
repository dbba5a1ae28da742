// The ties of a page of organisations, named by their ids.
// in   ids   list of string
// out  rows  list of list  one item for each, its fields in the order below
UNWIND $ids AS id
MATCH (:Organisation {id: id})-[tie:TIED_TO]->()
RETURN
  collect([
    tie.id,
    tie.source_id,
    tie.target_id,
    tie.type,
    tie.since,
    tie.until,
    tie.as_of,
    tie.state,
    tie.strength,
    tie.sources,
    tie.confidence,
    tie.visibility
  ]) AS rows
