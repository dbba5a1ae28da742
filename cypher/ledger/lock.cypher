// The ledger, held until the end of the transaction: writes wait for each other here.
// in   turn             string  anything new
// out  format           int     the layout of what is stored
// out  origin           string  which database this is; new with each
// out  sequence         int     how many change sets are published
// out  applied          int     up to which of them the records are written
// out  applied_parts    int     how many parts of the one after `applied` are written too
// out  revision_public  int
// out  revision_member  int
// out  revision_editor  int
// out  date_public      string  ISO; the data set's own date
// out  date_member      string  ISO; the data set's own date
// out  date_editor      string  ISO; the data set's own date
MATCH (ledger:Ledger {id: 'alliancemap'})
SET ledger.turn = $turn
RETURN
  ledger.format AS format,
  ledger.origin AS origin,
  ledger.sequence AS sequence,
  ledger.applied AS applied,
  ledger.applied_parts AS applied_parts,
  ledger.revision_public AS revision_public,
  ledger.revision_member AS revision_member,
  ledger.revision_editor AS revision_editor,
  ledger.date_public AS date_public,
  ledger.date_member AS date_member,
  ledger.date_editor AS date_editor
