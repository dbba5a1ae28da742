// The ids of all sources; the order means nothing.
// out  ids  list of string
MATCH (source:Source)
RETURN
  collect(source.id) AS ids
