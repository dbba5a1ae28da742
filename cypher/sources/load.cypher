// A page of sources, named by their ids; one that is gone meanwhile is left out.
// in   ids   list of string
// out  rows  list of list  one item for each, its fields in the order below
UNWIND $ids AS id
MATCH (source:Source {id: id})
RETURN
  collect([
    source.id,
    source.title,
    source.url,
    source.publisher,
    source.date,
    source.licence,
    source.visibility
  ]) AS rows
