"""What a request hands to the resolvers: the viewer's Network, fast readers of its columns, and the time left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from alliancemap.analysis.compute.deadline import Deadline
from alliancemap.errors import TimeLimitError, UsageError
from alliancemap.jobs.board import JobBoard, JobView
from alliancemap.model import Form
from alliancemap.network.columns import Lists, decoder
from alliancemap.network.network import Network
from alliancemap.network.rows import Row

TOO_LONG = (
    "the answer takes too long; ask for fewer records at once, or for fewer draws, or have it worked out as a job: "
    "alliancemap submit"
)

Reader = Callable[[int], Any]


@dataclass(frozen=True)
class Context:
    """One request: what it may see, until when it may take (on the monotonic clock; None: no limit), and the jobs."""

    network: Network
    deadline: Deadline | None = None
    board: JobBoard | None = None
    _readers: dict[tuple[str, str], Reader] = field(default_factory=dict, repr=False)
    _moving: list[str] = field(default_factory=list, repr=False)

    def reader(self, table: str, name: str) -> Reader:
        """Give the function from a row to the value of a field: None for a blank text, a Row for a reference."""
        key = table, name
        if key not in self._readers:
            self._readers[key] = _reader(self.network, table, name)
        return self._readers[key]

    def job(self, id: str) -> JobView:
        """Look at a job; the answer then holds for this moment only.

        Raises
        ------
        UsageError
            If there is no queue here to look at.
        JobNotFoundError
            If there is no such job for this audience.
        TimeLimitError
            If the deadline has passed: each look asks the database, which may be slow.
        """
        self.check_time()
        if self.board is None:
            raise UsageError("jobs are known to a running service and to the command `job` only; ask there")
        self._moving.append(id)
        return self.board.find(id, self.network.audience)

    @property
    def is_moving(self) -> bool:
        """Whether the answer may be another at the next moment, on the same revision."""
        return bool(self._moving)

    def check_time(self) -> None:
        """Stop a request that has had its time.

        Raises
        ------
        TimeLimitError
            If the deadline has passed.
        """
        if self.deadline is not None and self.deadline.passed:
            raise TimeLimitError(TOO_LONG)


def _reader(network: Network, table: str, name: str) -> Reader:
    column, array = (
        network[table].type.columns[name],
        network[table].columns[name] if name != "id" else network[table].ids,
    )
    match column.form, array:
        case Form.REFERENCE, rows:
            return lambda row: _row(network, column.table, rows[row])
        case Form.REFERENCES, Lists() as lists:
            return lambda row: [Row(network, column.table, int(target)) for target in lists[row]]
        case Form.TEXT, texts:
            return lambda row: texts[row] or None
    decode = decoder(column, network.ids_of)
    return lambda row: decode(array[row])


def _row(network: Network, table: str, target: Any) -> Row | None:
    return None if target < 0 else Row(network, table, int(target))
