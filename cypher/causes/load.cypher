// A page of causes, named by their ids; one that is gone meanwhile is left out.
// in   ids   list of string
// out  rows  list of list  one item for each, its fields in the order below
UNWIND $ids AS id
MATCH (cause:Cause {id: id})
RETURN
  collect([
    cause.id,
    cause.name,
    cause.broader_id,
    cause.type,
    cause.description,
    cause.polarity,
    cause.visibility
  ]) AS rows
