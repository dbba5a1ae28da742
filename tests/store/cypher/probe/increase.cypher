// Raise the number of the only counter by one, making it if it is not there.
// out  value  int  the number after
MERGE (counter:Counter {id: 'only'})
SET counter.value = coalesce(counter.value, 0) + 1
RETURN counter.value AS value
