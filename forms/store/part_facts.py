"""What the card of a part says: one reading of everything, and the rows of its lists."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from forms.store.stock_asks import Lying
from ui.widgets.row_list import RowItem
from workstation import clock
from workstation.documents.parts import LinkKind, PartCard, PriceKind, PriceRow, Substitute
from workstation.documents.people import Actor
from workstation.documents.purchasing import ExpectedRow, RequestRow, RequestState
from workstation.documents.stock import BalanceRow, IssueOut, LayerRow, MovementRow, SerialRow
from workstation.i18n import ntr, tr
from workstation.money import format_roubles
from workstation.queries import part_stock, parts, stock
from workstation.queries.catalogues import list_categories
from workstation.queries.part_requests import list_requests, place_words
from workstation.rules.order_words import moment_words
from workstation.rules.wording import show_date

MOVEMENTS = 100
STATES = {
    RequestState.WANTED: ("red", "circle-alert"),
    RequestState.ORDERED: ("violet", "truck"),
    RequestState.RESERVED: ("green", "lock"),
}


class PartSheet(NamedTuple):
    """Everything that the card shows."""

    lying: Lying
    layers: Sequence[LayerRow]
    movements: Sequence[MovementRow]
    requests: Sequence[RequestRow]
    expected: Sequence[ExpectedRow]
    out: Sequence[IssueOut]
    categories: Mapping[str, str]

    @property
    def card(self) -> PartCard:
        """The card itself."""
        return self.lying.card


def read_sheet(session: Any, actor: Actor, part_id: int) -> PartSheet:
    """Read the card; raises UserError `part_unknown`."""
    branch = actor.branch_id
    lying = Lying(
        parts.get_part(session, branch, part_id, clock.today()),
        stock.list_balances(session, branch, part_id=part_id),
        stock.list_serials(session, branch, part_id=part_id),
        stock.list_places(session, branch),
    )
    return PartSheet(
        lying,
        part_stock.list_layers(session, branch, part_id),
        stock.list_movements(session, branch, part_id=part_id, limit=MOVEMENTS),
        list_requests(session, branch, part_id=part_id),
        part_stock.list_expected(session, branch, part_id),
        part_stock.list_issues_out(session, branch, part_id),
        {row.code: row.name for row in list_categories(session)},
    )


def facts(sheet: PartSheet) -> Sequence[tuple[str, str | None]]:
    """The card in grey words and values."""
    data = sheet.card.data
    kinds = ", ".join(sheet.categories.get(code, code) for code in data.categories)
    months = data.warranty_months
    return (
        (tr("Номер"), data.number),
        (tr("Бренд"), data.brand),
        (tr("Единица"), data.unit.label),
        (tr("Учёт"), tr("по серийным номерам") if data.is_serial else tr("по количеству")),
        (tr("Оригинал"), tr("да") if data.is_original else tr("нет")),
        (tr("Расходник"), tr("да") if data.is_consumable else None),
        (tr("Гарантия"), tr("{n} мес.", n=months) if months is not None else tr("общая")),
        (tr("Для чего"), kinds),
        (tr("Модели"), ", ".join(data.models)),
        (tr("Заметка"), data.note),
    )


def price_facts(prices: Sequence[PriceRow]) -> list[tuple[str, str, str]]:
    """(kind, «2 150,00 ₽ с 22.11.2026», tone), what is in force first, what was and what will be in grey."""
    shown, today = [], clock.today()
    for kind in PriceKind:
        mine = [one for one in prices if one.kind is kind]
        now = next((one for one in mine if one.valid_from <= today), None)
        if now is not None:
            mine.sort(key=lambda one: one is not now)
        for one in mine:
            words = tr("{price} с {day}", price=format_roubles(one.price), day=show_date(one.valid_from))
            shown.append((kind.label, words, "" if one is now else "text3"))
    return shown


def balance_item(row: BalanceRow, unit: str) -> RowItem:
    """A cell with what lies in it."""
    second = tr("в резерве {reserved}, свободно {free}", reserved=row.reserved, free=row.free)
    place = place_words(row.warehouse, row.bin) or ""
    return RowItem(row.bin_id, place, second if row.reserved else "", f"{row.on_hand} {unit}", bold=True)


def serial_item(row: SerialRow) -> RowItem:
    """A piece with its number."""
    return RowItem(row.id, row.serial_number, right=place_words(row.warehouse, row.bin) or "")


def layer_item(row: LayerRow) -> RowItem:
    """What is left of a receipt."""
    left = tr("осталось {left} из {quantity}", left=row.left, quantity=row.quantity)
    when = moment_words(row.received_at, clock.today())
    return RowItem(row.id, f"{when} · {row.warehouse}", left, format_roubles(row.cost_left))


def substitute_item(row: Substitute) -> RowItem:
    """What stands in, and what of it is free."""
    free = (tr("свободно {n}", n=row.free), "green", "check") if row.free else (tr("нет"), "grey", "x")
    way = row.kind.label
    if row.kind is LinkKind.REPLACED_BY and row.steps > 1:
        way = ntr("{way}, через {n} номер", "{way}, через {n} номеров", row.steps - 1, way=way)
    return RowItem(row.part_id, row.number, f"{row.name} · {way}", badge=free, bold=True)


def request_item(row: RequestRow, unit: str) -> RowItem:
    """A wanted piece: for which order, and where it stands."""
    tone, icon = STATES.get(row.state, ("grey", "clock"))
    parts_of = (f"{row.quantity} {unit}", row.place, row.purchase, row.by)
    badge = (row.state.label, tone, icon)
    return RowItem(row.order_id, row.order, " · ".join(filter(None, parts_of)), badge=badge, bold=True)


def expected_item(row: ExpectedRow, unit: str) -> RowItem:
    """Pieces that a supplier owes."""
    promised = tr("к {day}", day=show_date(row.promised_on)) if row.promised_on else tr("без срока")
    late = row.promised_on is not None and row.promised_on < clock.today()
    second = f"{row.supplier} · {promised}"
    return RowItem(row.purchase_id, row.number, second, f"{row.left} {unit}", tone="red" if late else "text")


def movement_item(row: MovementRow, *, with_cost: bool) -> RowItem:
    """A row of the ledger."""
    number, word = (row.quantity, "") if row.quantity else (row.reserved, tr("резерв"))
    right = " ".join(filter(None, (word, f"{number:+d}".replace("-", "−"))))
    cost = format_roubles(row.cost) if row.cost and with_cost else ""
    place = place_words(row.warehouse, row.bin)
    about = (moment_words(row.made_at, clock.today()), place, row.by, row.serial_number, row.reason, cost)
    first = " · ".join(filter(None, (row.kind.label, row.order)))
    return RowItem(row.id, first, " · ".join(filter(None, about)), right, bold=True)
