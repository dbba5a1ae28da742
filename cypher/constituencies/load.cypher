// A page of constituencies, named by their ids; one that is gone meanwhile is left out.
// in   ids   list of string
// out  rows  list of list  one item for each, its fields in the order below
UNWIND $ids AS id
MATCH (constituency:Constituency {id: id})
RETURN
  collect([
    constituency.id,
    constituency.name,
    constituency.group_type,
    constituency.visibility
  ]) AS rows
