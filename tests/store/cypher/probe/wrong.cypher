// No database takes this statement.
MATCH (node
RETURN node
