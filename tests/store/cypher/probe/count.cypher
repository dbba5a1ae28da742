// How many probes there are, and the greatest number among them.
// out  probes    int
// out  greatest  int or null
MATCH (probe:Probe)
RETURN
  count(probe) AS probes,
  max(probe.number) AS greatest
