"""Rules of the stock: shares of a layer's cost, the oldest first, what stands in for a part."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workstation.documents.parts import LinkKind


@dataclass(frozen=True, slots=True)
class Layer:
    """Pieces that came at one cost, in kopecks together."""

    id: int
    quantity: int
    cost: int


@dataclass(frozen=True, slots=True)
class Slice:
    """What is taken of a layer."""

    layer_id: int
    quantity: int
    cost: int


@dataclass(frozen=True, slots=True)
class Standin:
    """A part that stands in for another, and through how many steps."""

    part_id: int
    kind: LinkKind
    steps: int


def share_of(cost: int, quantity: int, taken: int) -> int:
    """Kopecks of `taken` of `quantity` units that cost `cost` together, rounded half up; the last take all.

    Taken one after another, the shares add up to the cost to the kopeck.
    """
    return (2 * cost * taken + quantity) // (2 * quantity)


def fifo(layers: Iterable[Layer], quantity: int) -> tuple[tuple[Slice, ...], int]:
    """Slices of the layers, the first first, and the units that they did not suffice for."""
    slices = []
    for layer in layers:
        if quantity == 0:
            break
        taken = min(layer.quantity, quantity)
        slices.append(Slice(layer.id, taken, share_of(layer.cost, layer.quantity, taken)))
        quantity -= taken
    return tuple(slices), quantity


def standins(
    part_id: int, replaced_by: Mapping[int, Sequence[int]], analogues: Mapping[int, Sequence[int]]
) -> tuple[Standin, ...]:
    """What stands in for a part: the numbers that replaced it, step by step, then analogues of all of these.

    An old number never stands in for the one that replaced it. Each part is named once, by its nearest way.
    """
    seen, line = {part_id}, [part_id]
    found: list[Standin] = []
    step = 0
    while line:
        step += 1
        line = [other for one in line for other in replaced_by.get(one, ()) if other not in seen]
        line = list(dict.fromkeys(line))
        seen.update(line)
        found += [Standin(one, LinkKind.REPLACED_BY, step) for one in line]
    for root, steps in [(part_id, 0), *((one.part_id, one.steps) for one in tuple(found))]:
        for other in analogues.get(root, ()):
            if other not in seen:
                seen.add(other)
                found.append(Standin(other, LinkKind.ANALOGUE, steps + 1))
    return tuple(found)
