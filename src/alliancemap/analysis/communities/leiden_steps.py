"""The loops of the Leiden algorithm: nodes move, communities are refined, parts become nodes.

A level is a network of nodes with masses x and y. To have v in community c is worth

    Σ_{u∈c} w_uv − scale (x_v Y_c + y_v X_c),   X and Y the sums of x and y over c without v,

which covers modularity, its two-mode form and the constant Potts model.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from alliancemap.analysis.compute.kernels import kernel

Integers = NDArray[np.int32]
Reals = NDArray[np.float64]


class Level(NamedTuple):
    """A network whose nodes stand for parts of the one before.

    Attributes
    ----------
    indptr, indices, weights : arrays
        The ties, both ways, as csr_array has them.
    mass : array, n × 2
        x and y of each node.
    scale : float
        What x_v Y_c + y_v X_c is multiplied with.
    slack : float
        Gains below it are rounding.
    """

    indptr: Integers
    indices: Integers
    weights: Reals
    mass: Reals
    scale: float
    slack: float


@kernel
def move(level: Level, order: Integers, labels: Integers) -> None:
    """Move nodes, in order and then as their neighbours change, to where they are worth most, until all are content.

    A community is left only for one that is worth more by the slack, or for an empty one. Labels change in place.
    """
    n = len(labels)
    total, size = _sums(level.mass, labels)
    empty, n_empty = _unused(size)
    toward, touched = np.zeros(n), np.empty(n, np.int32)
    queue, waiting = order.copy(), np.ones(n, np.bool_)
    head, left = 0, n
    while left:
        v = queue[head]
        head = head + 1 if head + 1 < n else 0
        left -= 1
        waiting[v] = False
        home = labels[v]
        total[home, 0] -= level.mass[v, 0]
        total[home, 1] -= level.mass[v, 1]
        count = _gather(level, labels, v, toward, touched)
        best = _best(level, v, home, total, toward, touched[:count])
        if best < 0:
            best = home
            if size[home] > 1:
                n_empty -= 1
                best = empty[n_empty]
        total[best, 0] += level.mass[v, 0]
        total[best, 1] += level.mass[v, 1]
        if best != home:
            labels[v] = best
            size[best] += 1
            size[home] -= 1
            if size[home] == 0:
                empty[n_empty] = home
                n_empty += 1
            left += _wake(level, labels, v, queue, waiting, head + left)


@kernel
def _sums(mass: Reals, labels: Integers) -> tuple[Reals, Integers]:
    """Masses and sizes of the communities."""
    total, size = np.zeros(mass.shape), np.zeros(len(labels), np.int32)
    for v in range(len(labels)):
        total[labels[v], 0] += mass[v, 0]
        total[labels[v], 1] += mass[v, 1]
        size[labels[v]] += 1
    return total, size


@kernel
def _unused(size: Integers) -> tuple[Integers, int]:
    """Labels that no node has: a stack and how many there are on it."""
    empty, count = np.empty(len(size), np.int32), 0
    for community in range(len(size)):
        if size[community] == 0:
            empty[count] = community
            count += 1
    return empty, count


@kernel
def _gather(level: Level, labels: Integers, v: int, toward: Reals, touched: Integers) -> int:
    """Sum a node's ties by the label of the other end; gives how many labels there are."""
    count = 0
    for at in range(level.indptr[v], level.indptr[v + 1]):
        label = labels[level.indices[at]]
        if toward[label] == 0.0:
            touched[count] = label
            count += 1
        toward[label] += level.weights[at]
    return count


@kernel
def _best(level: Level, v: int, home: int, total: Reals, toward: Reals, touched: Integers) -> int:
    """The community that is worth most to a node which has left its home; −1 if an empty one is. Clears the sums.

    Of equal ones the home, else the one of the lowest label.
    """
    x, y = level.scale * level.mass[v, 0], level.scale * level.mass[v, 1]
    best, worth = home, toward[home] - (x * total[home, 1] + y * total[home, 0])
    for community in touched:
        offer = toward[community] - (x * total[community, 1] + y * total[community, 0])
        toward[community] = 0.0
        if offer > worth + level.slack or (offer > worth - level.slack and best != home and community < best):
            best, worth = community, max(offer, worth)
    return best if worth >= -level.slack else -1


@kernel
def _wake(level: Level, labels: Integers, v: int, queue: Integers, waiting: NDArray[np.bool_], end: int) -> int:
    """Put neighbours that are not with a node at the end of the ring again; gives how many."""
    woken = 0
    for at in range(level.indptr[v], level.indptr[v + 1]):
        u = level.indices[at]
        if not waiting[u] and labels[u] != labels[v]:
            waiting[u] = True
            queue[(end + woken) % len(queue)] = u
            woken += 1
    return woken


@kernel
def refine(level: Level, order: Integers, labels: Integers) -> Integers:
    """Cut each community into parts that hang together, from single nodes up; gives the part of each node.

    A node that is still alone joins the part of its community that is worth most to it. Both must be well connected to
    the rest of the community: by at least what chance would give.
    """
    n = len(labels)
    total, inside, cut = _sums(level.mass, labels)[0], level.mass.copy(), _inner(level, labels)
    part, alone = np.arange(n).astype(np.int32), np.ones(n, np.bool_)
    toward, touched = np.zeros(n), np.empty(n, np.int32)
    for v in order:
        if not alone[v] or _loose(cut[v], inside[v], total[labels[v]], level.scale):
            continue
        count = _gather(level, part, v, toward, touched)
        best, worth, link = v, 0.0, 0.0
        for other in touched[:count]:
            offer = toward[other] - level.scale * (inside[v, 0] * inside[other, 1] + inside[v, 1] * inside[other, 0])
            same = labels[other] == labels[v]
            if same and offer > worth and not _loose(cut[other], inside[other], total[labels[v]], level.scale):
                best, worth, link = other, offer, toward[other]
            toward[other] = 0.0
        if best != v:
            part[v] = best
            alone[v] = alone[best] = False
            inside[best, 0] += level.mass[v, 0]
            inside[best, 1] += level.mass[v, 1]
            cut[best] += cut[v] - 2.0 * link
    return part


@kernel
def _inner(level: Level, labels: Integers) -> Reals:
    """What ties each node to others of its community."""
    inner = np.zeros(len(labels))
    for v in range(len(labels)):
        for at in range(level.indptr[v], level.indptr[v + 1]):
            if labels[level.indices[at]] == labels[v]:
                inner[v] += level.weights[at]
    return inner


@kernel
def _loose(cut: float, mass: Reals, total: Reals, scale: float) -> bool:
    """Whether a part is tied to the rest of its community by less than chance would give."""
    expected: float = scale * (mass[0] * (total[1] - mass[1]) + mass[1] * (total[0] - mass[0]))
    return cut < expected


@kernel
def merged(level: Level, part: Integers, parts: int) -> tuple[Integers, Integers, Reals, Reals]:
    """Make each part (numbered 0 … parts − 1) one node; ties inside a part are dropped, for they do not move.

    Gives indptr, indices, weights and mass of the new level.
    """
    begin, members, mass = _members(level.mass, part, parts)
    starts, place, size = np.zeros(parts + 1, np.int32), np.full(parts, -1, np.int32), 0
    targets, strengths = np.empty(len(level.indices), np.int32), np.empty(len(level.indices))
    for p in range(parts):
        for v in members[begin[p] : begin[p + 1]]:
            for at in range(level.indptr[v], level.indptr[v + 1]):
                q = part[level.indices[at]]
                if q == p:
                    continue
                if place[q] < starts[p]:
                    place[q] = size
                    targets[size] = q
                    strengths[size] = 0.0
                    size += 1
                strengths[place[q]] += level.weights[at]
        starts[p + 1] = size
    return starts, targets[:size].copy(), strengths[:size].copy(), mass


@kernel
def _members(mass: Reals, part: Integers, parts: int) -> tuple[Integers, Integers, Reals]:
    """The nodes of each part: where they begin, and they; and the masses of the parts."""
    begin, sums = np.zeros(parts + 1, np.int32), np.zeros((parts, 2))
    for v in range(len(part)):
        begin[part[v] + 1] += 1
        sums[part[v], 0] += mass[v, 0]
        sums[part[v], 1] += mass[v, 1]
    for p in range(parts):
        begin[p + 1] += begin[p]
    members, following = np.empty(len(part), np.int32), begin.copy()
    for v in range(len(part)):
        members[following[part[v]]] = v
        following[part[v]] += 1
    return begin, members, sums


@kernel
def pieces(indptr: Integers, indices: Integers, labels: Integers) -> Integers:
    """Cut each community into its connected pieces, numbered in order of their first nodes."""
    n = len(labels)
    piece, queue, count = np.full(n, -1, np.int32), np.empty(n, np.int32), 0
    for first in range(n):
        if piece[first] >= 0:
            continue
        piece[first], queue[0], size, done = count, first, 1, 0
        while done < size:
            v = queue[done]
            done += 1
            for at in range(indptr[v], indptr[v + 1]):
                u = indices[at]
                if piece[u] < 0 and labels[u] == labels[v]:
                    piece[u] = count
                    queue[size] = u
                    size += 1
        count += 1
    return piece


@kernel
def numbered(labels: Integers) -> int:
    """Number labels anew, 0, 1, … in order of their first nodes, in place; gives how many there are."""
    new, count = np.full(len(labels), -1, np.int32), 0
    for v in range(len(labels)):
        if new[labels[v]] < 0:
            new[labels[v]] = count
            count += 1
        labels[v] = new[labels[v]]
    return count
