// There is one counter of an id.
CREATE CONSTRAINT counter_id IF NOT EXISTS
FOR (counter:Counter)
REQUIRE counter.id IS UNIQUE
