"""The commands: results on stdout, log and progress on stderr; exit 0 good, 1 our error, 2 usage."""

from __future__ import annotations

from alliancemap.cli.main import main

__all__ = ["main"]
