"""The command `alliancemap` as a group of commands that are imported when they are asked for."""

from __future__ import annotations

import importlib

import click
import pytest

from alliancemap.cli.main import MODULES, main


@pytest.mark.parametrize("module", sorted(set(MODULES.values())))
def test_every_command_of_a_module_is_listed(module: str) -> None:
    commands = importlib.import_module(f"alliancemap.cli.{module}").COMMANDS
    assert {command.name for command in commands} == {name for name, where in MODULES.items() if where == module}


def test_commands_are_found_by_name() -> None:
    context = click.Context(main)
    found = [main.get_command(context, name) for name in main.list_commands(context)]
    assert [command.name for command in found if command] == sorted(MODULES)
    assert main.get_command(context, "nothing") is None
