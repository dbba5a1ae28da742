// As many rows as asked for.
// in   size    int
// out  number  int
UNWIND range(1, $size) AS number
RETURN number
