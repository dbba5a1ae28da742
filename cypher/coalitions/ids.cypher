// The ids of all coalitions; the order means nothing.
// out  ids  list of string
MATCH (coalition:Coalition)
RETURN
  collect(coalition.id) AS ids
