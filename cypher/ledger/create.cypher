// Make the ledger unless it is there.
// in   values  map  its properties at the beginning
MERGE (ledger:Ledger {id: 'alliancemap'})
ON CREATE SET ledger += $values
