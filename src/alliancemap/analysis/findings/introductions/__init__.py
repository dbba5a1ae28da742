"""Who could introduce one organisation to another, and how strongly; the walk over ties that finds it for all."""
