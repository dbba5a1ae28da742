"""Whether findings are right, in one command.

    python -m benchmarks.validity [--only calibration coalitions plans allies seed] [--quick] [--page]

Results go to benchmarks/results/validity.json, and from there into docs/validity.md; those of studies that were not run
stay. `--quick` runs each study on a little of everything and writes neither. `--page` only writes the page anew.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from alliancemap.cli.seed import seed_folder
from alliancemap.exchange.planning import plan_import
from alliancemap.exchange.reading import read_data
from alliancemap.model import Audience
from alliancemap.network.network import Network
from benchmarks.validity import allies, calibration, coalitions, plans, seed
from benchmarks.validity.page import page

RESULTS = Path(__file__).parents[1] / "results" / "validity.json"
PAGE = Path(__file__).parents[2] / "docs" / "validity.md"

Study = Callable[[Network, bool], Any]

STUDIES: dict[str, Study] = {
    "calibration": lambda _, quick: calibration.study(quick=quick),
    "coalitions": lambda network, quick: coalitions.study(network, quick=quick),
    "plans": lambda network, quick: plans.study(network, quick=quick),
    "allies": lambda network, quick: allies.study(network, quick=quick),
    "seed": lambda network, _: seed.study(network),
}


def seed_map() -> Network:
    """Read the seed map as everybody may see it."""
    data = read_data([seed_folder()])
    assert data.date is not None, "the seed map states its date"
    empty = Network.build({}, date=data.date)
    whole = empty.with_changes(plan_import(data, empty).changes)
    return whole.restricted_to(Audience.PUBLIC, 1, data.date)


def main() -> None:
    """Run the studies, keep their results, write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="*", choices=STUDIES, default=list(STUDIES), help="studies to run")
    parser.add_argument("--quick", action="store_true", help="run a little of each, print it, and keep nothing")
    parser.add_argument("--page", action="store_true", help="only write the page anew")
    asked = parser.parse_args()
    kept: dict[str, Any] = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    network = seed_map()
    for name in () if asked.page else asked.only:
        began = time.process_time()
        found = STUDIES[name](network, asked.quick)
        print(f"{name}: {time.process_time() - began:.0f} processor seconds", flush=True)
        if asked.quick:
            print(json.dumps(found, indent=1, ensure_ascii=False))
            continue
        kept[name] = found
        RESULTS.write_text(json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    if not asked.quick:
        PAGE.write_text(page(json.loads(json.dumps(kept))), encoding="utf-8")


if __name__ == "__main__":
    main()
