"""The container files: what they refer to exists, and no secret has a default."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from alliancemap.cli.queueing import worker
from alliancemap.jobs.cluster import check_address
from alliancemap.settings import PREFIX, Settings
from alliancemap.store.address import StoreAddress

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")
INSTRUCTIONS = [
    (line.split(maxsplit=1)[0], line.split(maxsplit=1)[1])
    for line in DOCKERFILE.splitlines()
    if line and not line.startswith("#")
]


def arguments(instruction: str) -> list[str]:
    return [rest for name, rest in INSTRUCTIONS if name == instruction]


def sources_of_copy() -> list[str]:
    copied = [rest.split()[:-1] for rest in arguments("COPY") if "--from" not in rest]
    return [source for sources in copied for source in sources]


def test_volumes_used_are_declared_and_the_other_way_round() -> None:
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])


def test_services_wait_for_services_that_can_tell_their_health() -> None:
    for service in SERVICES.values():
        assert service["healthcheck"]["test"]
        for name, wait in service.get("depends_on", {}).items():
            assert wait == {"condition": "service_healthy"}
            assert name in SERVICES


def test_password_comes_from_the_environment_and_has_no_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
    placeholders = re.findall(r"\$\{([^}]*)\}", text)
    assert placeholders
    assert all(re.fullmatch(r"ALLIANCEMAP_STORE_PASSWORD:\?.+", placeholder) for placeholder in placeholders)
    values = [value for service in SERVICES.values() for value in service.get("environment", {}).values()]
    assert len([value for value in values if "PASS" in value]) == 3


@pytest.mark.parametrize("service", ["web", "worker"])
def test_service_is_set_up_by_settings_that_exist_and_speaks_to_the_database_service(service: str) -> None:
    environment = SERVICES[service]["environment"]
    known = {PREFIX + field.name.upper() for field in dataclasses.fields(Settings)}
    assert set(environment) <= known
    address = StoreAddress.parse(environment["ALLIANCEMAP_STORE"])
    assert address.host in SERVICES
    assert SERVICES[address.host]["environment"]["NEO4J_AUTH"].split("/")[0] == environment["ALLIANCEMAP_STORE_USER"]


def test_web_listens_where_its_port_is_published_and_its_health_is_asked() -> None:
    command = json.loads(arguments("ENTRYPOINT")[0]) + json.loads(arguments("CMD")[0])
    assert command[:4] == ["alliancemap", "serve", "--host", "0.0.0.0"]
    port = command[command.index("--port") + 1]
    assert arguments("EXPOSE") == [port]
    assert SERVICES["web"]["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert f"http://127.0.0.1:{port}/readyz" in SERVICES["web"]["healthcheck"]["test"][-1]


def test_cluster_is_reached_over_a_loopback_of_its_own_only() -> None:
    cluster = {name: service for name, service in SERVICES.items() if service.get("profiles") == ["cluster"]}
    assert set(cluster) == {"scheduler", "computer", "worker"}
    host, port = (cluster["scheduler"]["command"][place] for place in (1, 3))
    address = f"tcp://{host}:{port}"
    check_address(address)
    assert cluster["computer"]["command"][0] == address
    assert cluster["worker"]["environment"]["ALLIANCEMAP_SCHEDULER"] == address
    assert not [name for name, service in cluster.items() if "ports" in service]
    sharing = {name for name, service in cluster.items() if service.get("network_mode") == "service:scheduler"}
    assert sharing == {"computer", "worker"}
    assert cluster["worker"]["command"] == [worker.name]


def test_image_has_what_the_cluster_needs() -> None:
    lock = next(
        line for line in (ROOT / "Makefile").read_text(encoding="utf-8").splitlines() if "-o requirements.lock" in line
    )
    assert "--extra cluster" in lock


def test_image_installs_from_the_lock_and_does_not_run_as_root() -> None:
    assert any("--require-hashes" in run and "requirements.lock" in run for run in arguments("RUN"))
    assert arguments("USER") == ["10001"]
    assert f"--uid {arguments('USER')[0]}" in DOCKERFILE
    home = arguments("WORKDIR")[-1]
    assert f"--home-dir {home}" in DOCKERFILE
    assert any(volume.endswith(f":{home}") for volume in SERVICES["web"]["volumes"])


@pytest.mark.parametrize("source", sources_of_copy())
def test_what_the_image_copies_exists_and_is_not_ignored(source: str) -> None:
    assert (ROOT / source).exists()
    assert f"!{source}" in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()


def test_image_has_all_that_the_wheel_is_built_from() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    needed = {"pyproject.toml", project["project"]["readme"], *project["project"]["license-files"]}
    needed |= set(wheel["force-include"]) | {package.split("/")[0] for package in wheel["packages"]}
    assert needed <= set(sources_of_copy())


def test_python_of_the_image_is_one_the_project_runs_on() -> None:
    versions = {re.match(r"python:3\.(\d+)-slim", image) for image in arguments("FROM")}
    assert all(found and int(found[1]) >= 11 for found in versions)
