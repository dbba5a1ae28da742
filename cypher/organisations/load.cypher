// A page of organisations, named by their ids; one that is gone meanwhile is left out.
// in   ids   list of string
// out  rows  list of list  one item for each, its fields in the order below
UNWIND $ids AS id
MATCH (organisation:Organisation {id: id})
RETURN
  collect([
    organisation.id,
    organisation.name,
    organisation.kind,
    organisation.aliases,
    organisation.description,
    organisation.website,
    organisation.founded,
    organisation.dissolved,
    organisation.scope,
    organisation.place_id,
    organisation.size,
    organisation.size_unit,
    organisation.constituencies,
    organisation.confidence,
    organisation.sources,
    organisation.general_fields,
    organisation.latitude,
    organisation.longitude,
    organisation.position,
    organisation.power,
    organisation.do_not_suggest,
    organisation.last_verified,
    organisation.external_ids,
    organisation.visibility
  ]) AS rows
