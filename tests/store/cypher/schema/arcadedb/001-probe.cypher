// A probe's number is its own.
CREATE CONSTRAINT probe_number IF NOT EXISTS
FOR (probe:Probe)
REQUIRE probe.number IS UNIQUE
