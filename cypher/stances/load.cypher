// The stances of a page of organisations, named by their ids.
// in   ids   list of string
// out  rows  list of list  one item for each, its fields in the order below
UNWIND $ids AS id
MATCH (:Organisation {id: id})-[stance:STANDS_ON]->()
RETURN
  collect([
    stance.id,
    stance.organisation_id,
    stance.cause_id,
    stance.stance,
    stance.weight,
    stance.sources,
    stance.confidence,
    stance.visibility
  ]) AS rows
