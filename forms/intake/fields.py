"""The fields of an intake in three columns, in the order a clerk asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout

from forms.intake.customer_column import CustomerColumn
from forms.intake.device_column import DeviceColumn
from forms.intake.popover import Popover
from forms.intake.request_column import RequestColumn
from ui.form import Form
from ui.widgets.basics import Hairline
from ui.widgets.field import Field
from workstation import clock
from workstation.rules import counter

SECTIONS = (
    "customer.phone",
    "device.serial_number",
    "request.accessories",
    "request.kind",
    "request.reported_fault",
)
WIDE, TALL, MOST_AIR = 1200, 800, 70
NARROW_WIDTHS, WIDE_WIDTHS = (268, 296, 296), (320, 360, 360)


class IntakeFields(Form):
    """The form itself: bound editors, popovers, and what shows for which kind."""

    def __init__(self) -> None:
        super().__init__()
        self.popovers: list[Popover] = []
        self._known: set[str] = set()
        self.customer = CustomerColumn(self)
        self.device = DeviceColumn(self)
        self.request = RequestColumn(self)
        self._lay_out()
        self.edited.connect(self._on_value)
        self.set_defaults()

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(20, 0, 8, 0)
        self._row.setSpacing(0)
        self._lines = (Hairline(13, upright=True), Hairline(13, upright=True))
        for part in (self.customer, self._lines[0], self.device, self._lines[1], self.request):
            self._row.addWidget(part)
        self._row.addStretch(1)
        for popover in self.popovers:
            popover.raise_()

    # -- declaring -------------------------------------------------------------------------------

    def add_popover(self, popover: Popover) -> None:
        """A sheet whose fields are part of the form."""
        self.popovers.append(popover)

    def bind_row(self, path: str, editor: Any) -> None:
        """Bind an editor whose Field has been laid out in a row already."""
        field = editor.parentWidget()
        self.add(path, field if isinstance(field, Field) else editor)

    # -- what shows ------------------------------------------------------------------------------

    def set_defaults(self) -> None:
        """What a new intake begins with."""
        for path, value in (
            ("customer.kind", "person"), ("request.notify_by", "phone"), ("request.kind", "warranty"),
            ("request.demand", "repair"), ("request.demanded_on", clock.today()), ("one_act", "one"),
        ):  # fmt: skip
            self.set_value(path, value)
        self.device.show_imei(False)
        self.request.show_data(False)
        self.set_clean()

    def start_item(self) -> None:
        """Blank the device and its request, keep the customer: another device of the visit."""
        keep = {"request.notify_by", "request.for_work", "one_act"}
        for path in self.draft():
            if not path.startswith("customer.") and path not in keep:
                self.set_value(path, None)
        for path, value in (("request.kind", "warranty"), ("request.demand", "repair")):
            self.set_value(path, value)
        self.set_value("request.demanded_on", clock.today())
        self._known = {path for path in self._known if path.startswith("customer.")}
        self.device.show_imei(False)
        self.request.show_data(False)

    def show_category(self, code: str | None, has_imei: bool) -> None:
        """What the category asks."""
        self.device.show_imei(has_imei)
        self.request.show_data(counter.holds_data(code, has_imei))

    def _on_value(self, path: str) -> None:
        if path == "customer.kind":
            kind = self.value(path)
            self.customer.show_kind(counter.asks_legal_details(kind), kind.value == "company")
        elif path == "request.kind":
            kind = self.value(path)
            self.request.show_kind(counter.asks_estimate(kind))
            if not self.is_typed("request.demand"):
                self.set_value("request.demand", counter.default_demand(kind))
        elif path == "request.prepayment":
            self.request.show_prepayment(bool(self.value(path)))
        if path in self._known and self.is_typed(path):
            self._known.discard(path)

    # -- filling in ------------------------------------------------------------------------------

    def fill(self, path: str, value: Any, note: str = "", icon: str = "history", *, hint: str = "") -> bool:
        """As the form does; Enter passes over what was filled in."""
        done = super().fill(path, value, note, icon, hint=hint)
        if done and value not in {None, ""}:
            self._known.add(path)
        return done

    def know(self, *paths: str) -> None:
        """Enter passes over these too: of somebody known nothing more is asked."""
        self._known.update(path for path in paths if not self.is_typed(path))

    def restore(self, draft: Mapping[str, Any]) -> None:
        """Bring a draft back, its links included."""
        self.device.offer_marks(draft.get("request.appearance_marks"))
        super().restore(draft)
        self._known.clear()
        for popover in self.popovers:
            popover.refresh()

    def clear(self) -> None:
        """Empty everything and begin anew."""
        super().clear()
        self._known.clear()
        self.set_defaults()
        for popover in self.popovers:
            popover.refresh()

    # -- moving ----------------------------------------------------------------------------------

    def focus(self, path: str) -> None:
        """Go to a field, opening the sheet it hides in."""
        for popover in self.popovers:
            if path in popover.paths and not popover.isVisible():
                popover.show_sheet()
        super().focus(path)

    def go(self, step: int = 1) -> None:
        """Enter: past what the program knows; Shift+Enter: to each."""
        before = self.current()
        super().go(step)
        here = self.current()
        while step > 0 and here in self._known and here not in self.errors() and here != before:
            before = here
            super().go(step)
            here = self.current()

    def go_past_known(self) -> None:
        """The answer came after Enter: on from a field that has just been filled in."""
        if self.current() in self._known:
            self.go(1)

    def go_section(self, step: int) -> None:
        """To the first field of the next group, or of the one before."""
        order = list(self.draft())
        here = self.current()
        place = order.index(here) if here in order else -1
        starts = [order.index(path) for path in SECTIONS]
        ahead = (
            [start for start in starts if start > place]
            if step > 0
            else [s for s in starts if s < place][::-1]
        )
        if ahead:
            self.focus(order[ahead[0]])

    def hidden_problems(self) -> list[tuple[str, str]]:
        """(path, words) of what is typed in closed sheets and cannot be read."""
        found = []
        for popover in self.popovers:
            for path in () if popover.isVisible() else popover.paths:
                words = self.field(path).editor.problem()
                if words:
                    found.append((path, words))
        return found

    def fit(self, width: int, height: int) -> None:
        """More air on a larger screen, the same fields; told by the page, whose size is the screen's."""
        wide, tall = width >= WIDE, height >= TALL
        widths = WIDE_WIDTHS if wide else NARROW_WIDTHS
        for column, one in zip((self.customer, self.device, self.request), widths, strict=True):
            column.setFixedWidth(one)
        for space, tight in ((14, False),) if tall else ((8, False), (5, False), (4, True)):
            self._set_air(space, tight)
            if self.minimumSizeHint().height() <= height:
                break
        air = min(MOST_AIR, (width - sum(widths) - 60) // 5) if wide else 13
        for line in self._lines:
            line.setFixedWidth(1 + 2 * air)
        self._row.setContentsMargins(24 if wide else 20, 10 if tall else 0, 8, 0)
        self.updateGeometry()

    def _set_air(self, space: int, tight: bool) -> None:
        for column in (self.customer, self.device, self.request):
            column.layout().setSpacing(space)
            column.layout().setContentsMargins(0, 14, 0, 4 if tight else 8)
        for chips in (self.device.accessories, self.device.marks):
            chips.set_tight(tight)

    def minimumSizeHint(self) -> QSize:
        """The tallest column at its own width: chips wrap, so the layout's own guess is far too tall."""
        columns = (self.customer, self.device, self.request)
        margins = self._row.contentsMargins()
        tallest = max(column.layout().heightForWidth(column.width()) for column in columns)
        return QSize(600, tallest + margins.top() + margins.bottom())

    def sizeHint(self) -> QSize:
        """As small as can be: the page gives the rest."""
        return self.minimumSizeHint()
