"""The order that lies on the bench, as it was read last; everything on the page looks here."""

from __future__ import annotations

from forms.bench import lines
from forms.bench.gate import Gate
from forms.bench.reading import Sheet
from ui.context import Context
from workstation.documents.bench import MoveFacts, OrderBench, TimeRow
from workstation.documents.orders import OrderView
from workstation.rules.moves import MOVES, targets
from workstation.services.rights import may
from workstation.statuses import OrderStatus


class OnBench:
    """`version` is None after a deed of one's own until the order is read anew."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.sheet: Sheet | None = None
        self.version: int | None = None
        self.gate = Gate()

    @property
    def order(self) -> OrderView:
        """The order; only while there is a sheet."""
        return self._read().card.order

    @property
    def facts(self) -> MoveFacts:
        """What its moves depend on; only while there is a sheet."""
        return self._read().facts

    @property
    def bench(self) -> OrderBench:
        """What was done with it; only while there is a sheet."""
        found = self.order.bench
        if found is None:
            raise LookupError(self.order.number)
        return found

    def _read(self) -> Sheet:
        if self.sheet is None:
            raise LookupError("nothing on the bench")
        return self.sheet

    @property
    def status(self) -> OrderStatus | None:
        """Where it stands, None while nothing is read."""
        return self.facts.status if self.sheet is not None else None

    def may(self, right: str) -> bool:
        """Whether the person has a right."""
        return self.context.actor is not None and may(self.context.actor, right)

    def may_move(self, verb: str, to: OrderStatus) -> bool:
        """Whether a verb leads from here to a state."""
        return self.sheet is not None and to in targets(MOVES[verb], self.facts)

    def my_time(self) -> TimeRow | None:
        """The stretch of the person's own time that runs on the order."""
        actor = self.context.actor
        if self.sheet is None or actor is None:
            return None
        return lines.running(self.bench.times, actor.short_name)
