// Create a probe; the constraint allows each number once.
// in   number  int  what it is known by
// out  number  int
CREATE (probe:Probe {number: $number})
RETURN probe.number AS number
