"""Rules of the stock by themselves: shares of a cost, the oldest first, what stands in for what."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from workstation.documents.parts import LinkKind
from workstation.rules.stock import Layer, Standin, fifo, share_of, standins

LAYERS = st.lists(st.tuples(st.integers(1, 50), st.integers(0, 10**9)), max_size=6)


@given(st.integers(0, 10**12), st.lists(st.integers(1, 40), min_size=1, max_size=12))
def test_shares_taken_one_after_another_add_up(cost: int, parts: list[int]) -> None:
    left, quantity, shares = cost, sum(parts), []
    for taken in parts:
        share = share_of(left, quantity, taken)
        assert 0 <= share <= left
        assert abs(share - left * taken / quantity) <= 0.5 + left * 1e-12
        shares.append(share)
        left, quantity = left - share, quantity - taken
    assert sum(shares) == cost


@given(LAYERS, st.integers(1, 300))
def test_the_first_layers_are_emptied_before_the_next(found: list[tuple[int, int]], wanted: int) -> None:
    layers = [Layer(place, quantity, cost) for place, (quantity, cost) in enumerate(found)]
    slices, missing = fifo(layers, wanted)
    assert sum(one.quantity for one in slices) + missing == wanted
    assert [one.layer_id for one in slices] == list(range(len(slices)))
    for one in slices[:-1]:
        assert (one.quantity, one.cost) == (layers[one.layer_id].quantity, layers[one.layer_id].cost)
    assert missing == 0 or len(slices) == len(layers)


def test_standins_are_named_once_by_their_nearest_way() -> None:
    replaced_by = {1: [2], 2: [3], 3: [1], 9: [1]}
    analogues = {1: [7], 3: [7, 8]}
    assert standins(1, replaced_by, analogues) == (
        Standin(2, LinkKind.REPLACED_BY, 1),
        Standin(3, LinkKind.REPLACED_BY, 2),
        Standin(7, LinkKind.ANALOGUE, 1),
        Standin(8, LinkKind.ANALOGUE, 3),
    )
    assert standins(5, replaced_by, analogues) == ()
