// The ids of all organisations; the order means nothing.
// out  ids  list of string
MATCH (organisation:Organisation)
RETURN
  collect(organisation.id) AS ids
