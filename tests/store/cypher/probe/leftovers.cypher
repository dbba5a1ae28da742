// How many change sets and parts there are that nobody published, and parts that no change set holds.
// out  heads   int
// out  parts   int
OPTIONAL MATCH (head:Change {sequence: 0})
WITH count(head) AS heads
OPTIONAL MATCH (part:ChangePart)
WHERE NOT EXISTS { MATCH (change:Change)-[:HOLDS]->(part) WHERE change.sequence > 0 }
RETURN
  heads,
  count(part) AS parts
