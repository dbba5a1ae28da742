from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path

import pytest

from alliancemap.errors import ImportFormatError, Problem
from alliancemap.exchange.planning import plan_import
from alliancemap.exchange.reading import read_data
from alliancemap.network.network import Network

TODAY = datetime.date(2026, 11, 21)

STORED = {
    "sources.csv": "id,title\nsrc-a,Annual report\nsrc-b,Open letter\n",
    "places.csv": "id,name,kind,parent_id,latitude,longitude\nuk,UK,country,,54,-2\nleeds,Leeds,city,uk,53.8,-1.55\n",
    "constituencies.csv": "id,name,group_type\nyoung,Young people,generation\n",
    "causes.csv": "id,name,broader_id,type\nenergy,Energy,,cause\nwarm-homes,Warm homes,energy,cause\n"
    "fuel-poverty,Fuel poverty,energy,challenge\n",
    "organisations.csv": "id,name,kind,aliases,founded,place_id,source_ids,visibility\n"
    "tern,Tern Trust,ngo,TT|Terns,1986,leeds,src-a,public\n"
    "wren,Wren Union,trade_union,,1901,uk,src-a|src-b,member\n"
    "alder,Alder Co-op,cooperative,,2001,,,public\n",
    "coalitions.csv": "id,name,kind,cause_id,start,end\nheat,Heat for all,campaign,warm-homes,2014,2016-03\n",
    "org_causes.csv": "organisation_id,cause_id,stance,weight,source_id\ntern,warm-homes,supports,1,src-a\n"
    "wren,fuel-poverty,opposes,0.5,src-b\n",
    "ties.csv": "source_id,target_id,type,since,id,source_ref\ntern,wren,partner,2014,,src-a\n"
    "alder,wren,member_of,,alder-in-wren,src-b\n",
    "coalition_members.csv": "coalition_id,organisation_id,role,since\nheat,tern,founder,2014\nheat,wren,,\n",
}
"""A small store: three organisations, one of them for members only."""

Write = Callable[[dict[str, str | bytes]], Path]
Refusal = Callable[[dict[str, str | bytes]], list[Problem]]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write files into a new folder."""
    folders = iter(range(1_000))

    def write(files: dict[str, str | bytes]) -> Path:
        folder = tmp_path / f"data-{next(folders)}"
        folder.mkdir()
        for name, content in files.items():
            (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder

    return write


@pytest.fixture
def empty() -> Network:
    return Network.build({}, date=TODAY)


@pytest.fixture
def stored(write: Write, empty: Network) -> Network:
    """The small store, imported."""
    return empty.with_changes(plan_import(read_data([write(dict(STORED))]), empty).changes)


@pytest.fixture
def refusal(write: Write, stored: Network) -> Refusal:
    """Say what is wrong with files that are imported into the small store."""

    def refusal(files: dict[str, str | bytes]) -> list[Problem]:
        with pytest.raises(ImportFormatError) as caught:
            plan_import(read_data([write(files)]), stored)
        return list(caught.value.problems)

    return refusal
