// No two of Ledger have the same id.
CREATE CONSTRAINT ledger_id IF NOT EXISTS
FOR (node:Ledger)
REQUIRE node.id IS UNIQUE
