"""Where the seed map is: beside the code in a checkout, inside the package when installed."""

from __future__ import annotations

from pathlib import Path

from alliancemap.errors import SettingsError

_PACKAGE = Path(__file__).parents[1]


def seed_folder() -> Path:
    """Find the folder of the seed map.

    Raises
    ------
    SettingsError
        If this installation comes without it.
    """
    for folder in (_PACKAGE / "_seed_data", _PACKAGE.parents[1] / "seed_data"):
        if folder.is_dir():
            return folder
    raise SettingsError("this installation comes without the seed map; import a folder of your own")
