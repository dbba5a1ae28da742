// The ids of all constituencies; the order means nothing.
// out  ids  list of string
MATCH (constituency:Constituency)
RETURN
  collect(constituency.id) AS ids
