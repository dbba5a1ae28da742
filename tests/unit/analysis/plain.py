"""The composite measures once more: sets, dictionaries and loops over everything, straight from the definitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise, permutations
from math import comb, log, prod, sqrt
from statistics import fmean, median

import networkx as nx

from networks import Body, World


class Plain:
    """One world, ready to be asked by id."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bodies = {body.id: body for body in sorted(world.bodies, key=lambda body: body.id)}
        self.ties: dict[str, dict[str, float]] = {id: {} for id in self.bodies}
        self.conflicts: dict[str, set[str]] = defaultdict(set)
        self.met: dict[str, set[str]] = defaultdict(set)
        self.related: dict[str, set[str]] = defaultdict(set)
        for u, v, weight in world.ties:
            for one, other in ((u, v), (v, u)):
                if u == v:
                    continue
                self.met[one].add(other)
                if weight < 0:
                    self.conflicts[one].add(other)
                else:
                    self.ties[one][other] = self.ties[one].get(other, 0.0) + weight
        for pairs, known in ((world.past, self.met), (world.related, self.related)):
            for u, v in pairs:
                known[u].add(v)
                known[v].add(u)
        weights = [weight for u, near in self.ties.items() for v, weight in near.items() if u < v]
        self.kappa = median(weights) if weights else 1.0
        self.values = {id: self._stands_for(body) for id, body in self.bodies.items()}
        self.pool = [id for id, body in self.bodies.items() if not body.power]
        self.suggestible = [id for id in self.pool if self.bodies[id].suggestible]

    def _stands_for(self, body: Body) -> dict[str, float]:
        values: dict[str, float] = {}
        for cause in body.causes:
            above = self.world.broader.get(cause)
            while above:
                values.setdefault(above, 0.5)
                above = self.world.broader.get(above)
        return values | dict.fromkeys(body.causes, 1.0)

    def idf(self, cause: str) -> float:
        return log(1 + len(self.bodies) / sum(cause in values for values in self.values.values()))

    def affinity(self, a: str, b: str) -> float | None:
        left, right = self.values[a], self.values[b]
        if not left or not right:
            return None
        top = bottom = 0.0
        for cause in left.keys() | right.keys():
            bottom += max(left.get(cause, 0), right.get(cause, 0)) * self.idf(cause)
            if not self.disagree(a, b, cause):
                top += min(left.get(cause, 0), right.get(cause, 0)) * self.idf(cause)
        return top / bottom

    def disagree(self, a: str, b: str, cause: str) -> bool:
        one, other = self.bodies[a], self.bodies[b]
        return (cause in one.causes and cause in other.opposed) or (cause in other.causes and cause in one.opposed)

    def distance(self, a: str, b: str, places: bool = True) -> float | None:
        one, other = self.bodies[a], self.bodies[b]
        parts = [float(one.kind != other.kind)] if one.kind and other.kind else []
        sets = [(one.constituencies, other.constituencies), (one.generations, other.generations)]
        for left, right in [*sets, (one.places, other.places)] if places else sets:
            likeness = jaccard(left, right)
            if likeness is not None:
                parts.append(1 - likeness)
        return fmean(parts) if parts else None

    def trust(self, a: str, b: str) -> float:
        weight = self.ties[a].get(b, 0.0)
        return weight / (weight + self.kappa)

    def may_introduce(self, h: str, a: str, b: str) -> bool:
        return h not in (a, b) and self.bodies[h].suggestible and not self.conflicts[h] & {a, b}

    def ways(self, a: str, b: str) -> list[tuple[float, tuple[str, ...]]]:
        """Every path of two or three steps, the best first."""
        inner = [h for h in self.bodies if self.may_introduce(h, a, b)]
        paths: list[tuple[str, ...]] = [(a, h, b) for h in inner]
        paths += [(a, h, g, b) for h, g in permutations(inner, 2)]
        found = [(prod(self.trust(u, v) for u, v in pairwise(path)), path) for path in paths]
        return sorted((way for way in found if way[0] > 0), key=lambda way: (-round(way[0], 11), len(way[1]), way[1]))

    def introduction(self, a: str, b: str) -> float:
        return max((strength for strength, _ in self.ways(a, b)), default=0.0)

    def components(self, a: str, b: str) -> list[float | None]:
        one, other = self.bodies[a], self.bodies[b]
        allies = self.ties[b]
        hostile = sum(ally in self.conflicts[a] for ally in allies)
        return [
            self.affinity(a, b),
            jaccard(one.challenges, other.challenges),
            jaccard(one.places, other.places),
            self.introduction(a, b),
            1 - hostile / len(allies) if allies else None,
        ]

    def allies(self, focal: str, weights: Sequence[float]) -> dict[str, tuple[float, float, list[float | None]]]:
        """Score, base and components of every candidate."""
        candidates = [id for id in self.suggestible if id not in self.met[focal] | self.related[focal] | {focal}]
        rows = {id: self.components(focal, id) for id in candidates}
        means = [average([row[k] for row in rows.values()]) for k in range(5)]
        total = sum(weight for weight, mean in zip(weights, means, strict=True) if mean is not None)
        omega = [
            weight / total if mean is not None and total else 0 for weight, mean in zip(weights, means, strict=True)
        ]
        base = sum(weight * mean for weight, mean in zip(omega, means, strict=True) if mean is not None)
        scores = {}
        for id, row in rows.items():
            score = base
            for weight, mean, value in zip(omega, means, row, strict=True):
                if mean is not None and value is not None:
                    score += weight * (value - mean)
            scores[id] = (score, base, row)
        return scores

    def gap(self, a: Iterable[str], b: Iterable[str], power: bool = False) -> dict[str, float]:
        eligible = [id for id, body in self.bodies.items() if body.causes and (power or not body.power)]
        left, right = set(a) - set(b), set(b) - set(a)
        pairs, tied, between = [0] * 4, [0] * 4, [0] * 4
        observed = 0
        for i, j in combinations(eligible, 2):
            stratum = min(3, len(set(self.bodies[i].causes) & set(self.bodies[j].causes)))
            is_between = (i in left and j in right) or (i in right and j in left)
            pairs[stratum] += 1
            tied[stratum] += j in self.ties[i]
            between[stratum] += is_between
            observed += is_between and j in self.ties[i]
        chances = {0: 1.0}
        expected = variance = 0.0
        for size, ties, drawn in zip(pairs, tied, between, strict=True):
            if not size:
                continue
            rate = ties / size
            expected += drawn * rate
            variance += drawn * rate * (1 - rate) * (size - drawn) / (size - 1) if size > 1 else 0.0
            step: dict[int, float] = defaultdict(float)
            for so_far, chance in chances.items():
                for x in range(drawn + 1):
                    ways = comb(ties, x) * comb(size - ties, drawn - x) if x <= ties else 0
                    step[so_far + x] += chance * ways / comb(size, drawn)
            chances = step
        return {
            "observed": observed,
            "expected": expected,
            "variance": variance,
            "p_exact": min(1.0, sum(chance for x, chance in chances.items() if x <= observed)),
            "p_min": chances.get(0, 0.0),
        }

    def graph(self, members: Iterable[str] | None = None) -> nx.Graph[str]:
        graph: nx.Graph[str] = nx.Graph()
        graph.add_nodes_from(self.bodies)
        graph.add_edges_from((u, v) for u, near in self.ties.items() for v in near)
        return graph if members is None else graph.subgraph(members)

    def standing(self, i: str, group: Iterable[str]) -> float:
        members = set(group)
        lengths = nx.single_source_shortest_path_length(self.graph(members), i)
        return (1 + sum(1 / length for length in lengths.values() if length)) / len(members)

    def bridge_pairs(self, a: Iterable[str], b: Iterable[str]) -> list[tuple[float, str, str]]:
        left, right = set(a) - set(b), set(b) - set(a)
        found = []
        for i in sorted(left & set(self.suggestible)):
            for j in sorted(right & set(self.suggestible)):
                if j not in self.met[i] and set(self.bodies[i].causes) & set(self.bodies[j].causes):
                    rho = sqrt(self.standing(i, left) * self.standing(j, right))
                    score = (self.affinity(i, j) or 0.0) * rho * (0.5 + 0.5 * self.introduction(i, j))
                    found.append((score, i, j))
        return sorted(found, key=lambda pair: (-round(pair[0], 11), pair[1], pair[2]))

    def coalition_pool(self, goal: Mapping[str, float], include: Iterable[str] = ()) -> list[str]:
        backers = [id for id in self.suggestible if any(u in self.bodies[id].backs for u in goal)]
        return sorted({*backers, *include})

    def coalition_value(self, members: Iterable[str], goal: Mapping[str, float], k: int, pool: Sequence[str]) -> float:
        chosen = [self.bodies[id] for id in members]
        coverage = 0.0
        for u, g in goal.items():
            coverage += g * sqrt(sum(body.backs.get(u, 0.0) for body in chosen) / k)
        parts = []
        for dimension in ("kind", "places", "generations"):
            size = len({value for id in pool for value in values_of(self.bodies[id], dimension)})
            if size:
                spread = sum(sqrt(m) for m in mass(chosen, dimension).values())
                parts.append(spread / sqrt(k * min(k, size)))
        reached = {body.id for body in chosen} | {ally for body in chosen for ally in self.ties[body.id]}
        diversity = fmean(parts) if parts else 0.0
        return 0.5 * coverage / sum(goal.values()) + 0.3 * diversity + 0.2 * len(reached) / len(self.bodies)

    def coalitions(
        self, goal: Mapping[str, float], k: int, include: Sequence[str] = ()
    ) -> list[tuple[float, list[str]]]:
        """Every coalition without a conflict, the best first."""
        pool = self.coalition_pool(goal, include)
        found = []
        for members in combinations(pool, k):
            fits = set(include) <= set(members)
            if fits and not any(j in self.conflicts[i] for i, j in combinations(members, 2)):
                found.append((self.coalition_value(members, goal, k, pool), list(members)))
        return sorted(found, key=lambda one: (-round(one[0], 11), one[1]))

    def breadth(self, members: Sequence[str]) -> float | None:
        ratios = []
        for dimension in ("kind", "places", "constituencies", "generations"):
            chosen = [self.bodies[id] for id in members]
            pool = blau(mass([self.bodies[id] for id in self.pool], dimension))
            valued = sum(bool(values_of(body, dimension)) for body in chosen)
            if pool and 2 * valued >= len(members) and valued:
                ratios.append(min(1.0, blau(mass(chosen, dimension)) / pool))
        if not ratios:
            return None
        return float(prod(ratios) ** (1 / len(ratios)))

    def p_similar(self, members: Sequence[str]) -> float | None:
        own = self.mean_distance(members)
        means = [self.mean_distance(one) for one in combinations(self.pool, len(members))]
        known = [mean for mean in means if mean is not None]
        if own is None or not known:
            return None
        return sum(mean <= own + 1e-12 for mean in known) / len(known)

    def mean_distance(self, members: Iterable[str]) -> float | None:
        return average([self.distance(i, j) for i, j in combinations(sorted(members), 2)])


def jaccard(a: Iterable[str], b: Iterable[str]) -> float | None:
    left, right = set(a), set(b)
    return len(left & right) / len(left | right) if left and right else None


def average(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return fmean(known) if known else None


def values_of(body: Body, dimension: str) -> list[str]:
    if dimension == "kind":
        return [body.kind] if body.kind else []
    return list(getattr(body, dimension))


def mass(bodies: Iterable[Body], dimension: str) -> dict[str, float]:
    total: dict[str, float] = defaultdict(float)
    for body in bodies:
        values = values_of(body, dimension)
        for value in values:
            total[value] += 1 / len(values)
    return total


def blau(masses: Mapping[str, float]) -> float:
    total = sum(masses.values())
    return 1 - sum((m / total) ** 2 for m in masses.values()) if total else 0.0
