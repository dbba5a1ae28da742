// The ids of all places; the order means nothing.
// out  ids  list of string
MATCH (place:Place)
RETURN
  collect(place.id) AS ids
