// Delete a staged change set that holds no part any more.
// in   token  string
MATCH (change:Change {token: $token, sequence: 0})
DETACH DELETE change
