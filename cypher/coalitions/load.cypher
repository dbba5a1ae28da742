// A page of coalitions, named by their ids; one that is gone meanwhile is left out.
// in   ids   list of string
// out  rows  list of list  one item for each, its fields in the order below
UNWIND $ids AS id
MATCH (coalition:Coalition {id: id})
RETURN
  collect([
    coalition.id,
    coalition.name,
    coalition.kind,
    coalition.description,
    coalition.cause_id,
    coalition.start,
    coalition.end,
    coalition.organisation_id,
    coalition.sources,
    coalition.visibility
  ]) AS rows
