// How many statements of the schema the database has had. No row before the ledger is made.
// out  statements  int
MATCH (ledger:Ledger {id: 'alliancemap'})
RETURN coalesce(ledger.statements, 0) AS statements
