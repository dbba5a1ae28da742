// The memberships of a page of organisations, named by their ids.
// in   ids   list of string
// out  rows  list of list  one item for each, its fields in the order below
UNWIND $ids AS id
MATCH (:Organisation {id: id})-[membership:JOINED]->()
RETURN
  collect([
    membership.id,
    membership.coalition_id,
    membership.organisation_id,
    membership.role,
    membership.since,
    membership.until,
    membership.as_of,
    membership.sources,
    membership.confidence,
    membership.visibility
  ]) AS rows
