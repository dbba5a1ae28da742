// Empty the database; constraints stay.
MATCH (node)
DETACH DELETE node
