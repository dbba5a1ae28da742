"""Store addresses: what is read, what is refused, and that no password is ever shown."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alliancemap.errors import SettingsError
from alliancemap.store.address import BOLT_SCHEMES, StoreAddress, blotted

SECRET = "s3cret"


def test_embedded_folder_becomes_absolute() -> None:
    address = StoreAddress.parse("embedded:./.alliancemap", user="ignored", password=SECRET)
    assert address.path == Path.cwd() / ".alliancemap"
    assert (address.user, address.password) == (None, None)
    assert str(address) == f"embedded:{Path.cwd() / '.alliancemap'}"


@pytest.mark.parametrize("text", ["embedded:/var/lib/a map", "embedded:///var/lib/a map", "EMBEDDED:/var/lib/a map "])
def test_embedded_folder_may_be_absolute(text: str) -> None:
    assert StoreAddress.parse(text).path == Path("/var/lib/a map")


def test_home_is_expanded() -> None:
    assert StoreAddress.parse("embedded:~/map").path == Path.home() / "map"


@pytest.mark.parametrize("scheme", sorted(BOLT_SCHEMES))
def test_every_bolt_scheme_is_read(scheme: str) -> None:
    address = StoreAddress.parse(f"{scheme}://ann:{SECRET}@db.example:7688/alliances")
    assert address.uri == f"{scheme}://db.example:7688"
    assert (address.user, address.password, address.database) == ("ann", SECRET, "alliances")
    assert str(address) == f"{scheme}://db.example:7688/alliances"


def test_what_is_left_out_has_a_default() -> None:
    address = StoreAddress.parse("neo4j://db.example")
    assert (address.port, address.database, address.user, address.password) == (7687, None, None, None)


@pytest.mark.parametrize(
    ("url", "user", "password", "login"),
    [
        ("bolt://h", "ann", SECRET, ("ann", SECRET)),
        ("bolt://ann@h", None, SECRET, ("ann", SECRET)),
        ("bolt://ann:own@h", "bob", SECRET, ("ann", "own")),
        ("bolt://h", None, SECRET, ("neo4j", SECRET)),
        ("bolt://h", "", "", (None, None)),
        ("bolt://a%40b:p%2Fw%3A%23@h", None, None, ("a@b", "p/w:#")),
        ("bolt://ann:at@at@h", None, None, ("ann", "at@at")),
    ],
)
def test_user_and_password_come_from_the_address_first(
    url: str, user: str | None, password: str | None, login: tuple[str | None, str | None]
) -> None:
    address = StoreAddress.parse(url, user, password)
    assert (address.user, address.password) == login
    assert address.host == "h"


def test_ipv6_host_keeps_its_brackets() -> None:
    assert StoreAddress.parse("bolt://[::1]:7690").uri == "bolt://[::1]:7690"


@pytest.mark.parametrize(
    ("url", "remedy"),
    [
        ("", "give embedded:FOLDER"),
        ("db.example", "give embedded:FOLDER"),
        ("http://db.example", "give embedded:FOLDER"),
        ("embedded:", "a folder must follow"),
        ("embedded://map", "a folder must follow"),
        ("embedded:a\0b", "character 0"),
        ("embedded:~nobody-of-that-name/map", "nobody-of-that-name"),
        ("bolt://", "names no host"),
        ("bolt://:7687", "names no host"),
        ("bolt://h:port", "number between 1 and 65535"),
        ("bolt://h:0", "number between 1 and 65535"),
        ("bolt://h:70000", "number between 1 and 65535"),
        ("bolt://[::1", "number between 1 and 65535"),
        ("bolt://h/a/b", "one database name"),
        ("bolt://h/a?x=1", "percent-encode"),
        ("bolt://ann@h", "ALLIANCEMAP_STORE_PASSWORD"),
    ],
)
def test_bad_addresses_name_the_remedy(url: str, remedy: str) -> None:
    with pytest.raises(SettingsError, match=remedy):
        StoreAddress.parse(url)


@pytest.mark.parametrize(
    "url",
    [
        f"bolt://ann:{SECRET}@h:port",
        f"bolt://ann:{SECRET}#@h",
        f"bolt://ann:{SECRET}/x@h",
        f"bolt://ann:{SECRET}?@h",
        f"bolt://ann:{SECRET}@[::1",
        f"bolt:ann:{SECRET}@h",
        f"http://ann:{SECRET}@h",
        f"ann:{SECRET}@h",
        f"bolt://ann:{SECRET}\n@h/a/b",
    ],
)
def test_refusals_do_not_show_the_password(url: str) -> None:
    with pytest.raises(SettingsError) as caught:
        StoreAddress.parse(url)
    assert SECRET not in str(caught.value)
    assert caught.value.__cause__ is None


@given(st.text(min_size=1).map(lambda text: f"<{text}>"))
def test_no_text_of_an_address_shows_its_password(password: str) -> None:
    address = StoreAddress.parse("bolt://h/base", "ann", password)
    assert password not in str(address)
    assert password not in repr(address)
    assert password not in blotted(f"bolt://ann:{password}@h")


@given(
    st.text() | st.sampled_from(["embedded:~", "bolt://", "neo4j+s://a:b@"]).flatmap(lambda s: st.text().map(s.__add__))
)
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(SettingsError):
        address = StoreAddress.parse(text)
        assert address.path or address.host
