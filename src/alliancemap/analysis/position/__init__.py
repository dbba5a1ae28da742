"""Where an organisation stands between others: bridging position, groups spanned, ties and nodes that cut."""
