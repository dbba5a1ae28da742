// A page of places, named by their ids; one that is gone meanwhile is left out.
// in   ids   list of string
// out  rows  list of list  one item for each, its fields in the order below
UNWIND $ids AS id
MATCH (place:Place {id: id})
RETURN
  collect([
    place.id,
    place.name,
    place.kind,
    place.parent_id,
    place.latitude,
    place.longitude,
    place.visibility
  ]) AS rows
