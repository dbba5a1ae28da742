// The ids of all causes; the order means nothing.
// out  ids  list of string
MATCH (cause:Cause)
RETURN
  collect(cause.id) AS ids
