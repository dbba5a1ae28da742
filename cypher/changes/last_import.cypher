// The newest import that no later change set undoes; no row if there is none.
// out  token     string
// out  sequence  int             0 while it is being staged
// out  kind      string          import, undo or edit
// out  author    string
// out  at        string          ISO
// out  reason    string
// out  date      string or null  ISO; the date it gave the data set
// out  former    string          JSON; the dates that the audiences which it gave one had before
// out  undoes    int or null     the sequence of the change set that it undoes
// out  parts     int             how many parts it has when complete
OPTIONAL MATCH (undo:Change {kind: 'undo'})
WHERE undo.sequence > 0
WITH collect(undo.undoes) AS undone
MATCH (change:Change {kind: 'import'})
WHERE change.sequence > 0 AND NOT change.sequence IN undone
RETURN
  change.token AS token,
  change.sequence AS sequence,
  change.kind AS kind,
  change.author AS author,
  change.at AS at,
  change.reason AS reason,
  change.date AS date,
  change.former AS former,
  change.undoes AS undoes,
  change.parts AS parts
ORDER BY change.sequence DESC
LIMIT 1
