// No two of Change have the same token.
CREATE CONSTRAINT change_token IF NOT EXISTS
FOR (node:Change)
REQUIRE node.token IS UNIQUE
