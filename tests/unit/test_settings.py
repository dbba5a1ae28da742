"""Settings: read once, checked, and all in the README."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from alliancemap.errors import SettingsError
from alliancemap.settings import PREFIX, Settings

README = Path(__file__).parents[2] / "README.md"


def test_the_readme_lists_every_setting_with_its_meaning_and_default() -> None:
    rows = re.findall(
        r"^\| `(ALLIANCEMAP_\w+)` \| (.+?) \| (?:`(.*?)`)? ?\|$", README.read_text(encoding="utf-8"), re.M
    )
    expected = [
        (PREFIX + field.name.upper(), field.metadata["help"], "" if field.default is None else str(field.default))
        for field in dataclasses.fields(Settings)
    ]
    assert sorted(rows) == sorted(expected)


def test_the_command_line_goes_before_the_environment() -> None:
    settings = Settings.read({"ALLIANCEMAP_PORT": "9000", "ALLIANCEMAP_HOST": "::1", "PATH": "x"}, port=0)
    assert (settings.port, settings.host, settings.store) == (0, "::1", "embedded:./.alliancemap")
    assert Settings.read({"ALLIANCEMAP_PORT": ""}).port == 8000


@pytest.mark.parametrize("value", ["eight", "-1", "65536", "8000.5", "٣"])
def test_a_wrong_value_is_named(value: str) -> None:
    with pytest.raises(SettingsError, match=f"ALLIANCEMAP_PORT is {value!r}; give a whole number from 0 to 65535"):
        Settings.read({"ALLIANCEMAP_PORT": value})


def test_the_password_is_not_shown() -> None:
    assert "secret" not in repr(Settings.read({"ALLIANCEMAP_STORE_PASSWORD": "secret"}))
