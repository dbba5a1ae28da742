"""Reports that are written to a folder: pages that stand alone, and the data behind them."""
