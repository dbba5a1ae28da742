// Every reference that the graph shows as a relationship.
// out  name    string
// out  source  string
// out  target  string
MATCH (source)-[link:IN|WITHIN|REPRESENTS|BROADER|ABOUT|EMBODIED_BY]->(target)
RETURN
  type(link) AS name,
  source.id AS source,
  target.id AS target
