// Change what the ledger says; it was locked by the same transaction.
// in   values  map  the properties that change
MATCH (ledger:Ledger {id: 'alliancemap'})
SET ledger += $values
