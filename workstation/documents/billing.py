"""Money of orders: closed lists, lines with prices and tax, sums. Kopecks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workstation.documents.warranty import Payer
from workstation.i18n import mark
from workstation.statuses import Labelled


class TaxMode(Labelled):
    """How the centre stands to VAT from a day on."""

    OSNO = "osno", mark("Общая система, НДС по основной ставке")
    USN_EXEMPT = "usn_exempt", mark("УСН, освобождение по ст. 145 НК РФ")
    USN_LOW = "usn_low", mark("УСН, НДС 5 %")
    USN_HIGH = "usn_high", mark("УСН, НДС 7 %")
    PATENT = "patent", mark("Патент")
    SELF_EMPLOYED = "self_employed", mark("Налог на профессиональный доход")


class VatCode(Labelled):
    """The tax of a line: a rate, or why there is none."""

    NONE_145 = "none_145", mark("Без НДС (ст. 145 НК РФ)")
    NONE_149 = "none_149", mark("Без НДС (пп. 13 п. 2 ст. 149 НК РФ)")
    NONE_PATENT = "none_patent", mark("Без НДС (патент)")
    NONE_SELF_EMPLOYED = "none_self_employed", mark("Без НДС (НПД)")
    V0 = "v0", mark("НДС 0 %")
    V5 = "v5", mark("НДС 5 %")
    V7 = "v7", mark("НДС 7 %")
    V10 = "v10", mark("НДС 10 %")
    V20 = "v20", mark("НДС 20 %")
    V22 = "v22", mark("НДС 22 %")

    @property
    def rate(self) -> Decimal | None:
        """The rate in percent; None where the line bears no VAT."""
        return Decimal(self.value[1:]) if self.value.startswith("v") else None


class LineKind(Labelled):
    """What a line is for."""

    WORK = "work", mark("Работа")
    PART = "part", mark("Запчасть")


class EstimateState(Labelled):
    """How a version of an estimate stands."""

    OFFERED = "offered", mark("Ждёт ответа")
    AGREED = "agreed", mark("Согласована")
    REFUSED = "refused", mark("Отклонена")
    REPLACED = "replaced", mark("Заменена")


class InvoiceState(Labelled):
    """Whether an invoice is in force."""

    ISSUED = "issued", mark("Выставлен")
    CANCELLED = "cancelled", mark("Аннулирован")


class PaymentKind(Labelled):
    """Which way the money went; an offset moves none, it turns a prepayment into a settlement."""

    PREPAYMENT = "prepayment", mark("Предоплата")
    PAYMENT = "payment", mark("Оплата")
    OFFSET = "offset", mark("Зачёт предоплаты")
    REFUND = "refund", mark("Возврат")


class PaymentMethod(Labelled):
    """How the money went."""

    CASH = "cash", mark("Наличные")
    CARD = "card", mark("Карта")
    TRANSFER = "transfer", mark("Перевод")
    PREPAID = "prepaid", mark("Предоплата")
    UNKNOWN = "unknown", mark("Не указан")


class ReceiptState(Labelled):
    """How a payment stands with its fiscal receipt."""

    NOT_NEEDED = "not_needed", mark("чек не нужен")
    NOT_PUNCHED = "not_punched", mark("чек не пробит")
    PUNCHED = "punched", mark("чек пробит")


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line of an order with its money. `line_id` is the row of works or parts, `unit` a printed word.

    `price` of one and `discount` on the whole line; without a price the line costs nothing yet.
    """

    kind: LineKind
    name: str
    quantity: int = 1
    unit: str = "усл."
    price: int | None = None
    discount: int = 0
    discount_reason: str | None = None
    payer: Payer = Payer.CUSTOMER
    line_id: int | None = None
    code: str | None = None
    performer: str | None = None

    @property
    def gross(self) -> int:
        """Before the discount."""
        return (self.price or 0) * self.quantity

    @property
    def total(self) -> int:
        """What the line costs."""
        return self.gross - self.discount


@dataclass(frozen=True, slots=True)
class TaxedLine:
    """A line as an invoice, an act or an estimate says it: the sum, and the tax within the sum."""

    name: str
    quantity: int
    unit: str
    price: int
    discount: int
    total: int
    vat_code: VatCode
    vat: int
    kind: LineKind = LineKind.WORK
    line_id: int | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True)
class TaxSum:
    """All lines of one rate together: what they cost and the tax within it."""

    vat_code: VatCode
    total: int
    vat: int


@dataclass(frozen=True, slots=True)
class Taxed:
    """Lines with their tax on a day of performance, and their sums, which are the sums of the lines."""

    performed_on: date
    lines: tuple[TaxedLine, ...]
    sums: tuple[TaxSum, ...]

    @property
    def total(self) -> int:
        """What all lines cost."""
        return sum(line.total for line in self.lines)

    @property
    def vat(self) -> int:
        """The tax within the total."""
        return sum(line.vat for line in self.lines)

    @property
    def discount(self) -> int:
        """All discounts together."""
        return sum(line.discount for line in self.lines)


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """How an order stands: its lines, what may be spent, what was paid.

    `total` is of the customer's lines; `agreed` the sum the customer agreed to and `limit` that without
    asking, None where there is none; `paid` what came less what went back; `balance` what is still owed
    (below nothing: to be given back). `is_void`: it ended without repair, its lines are owed by nobody.
    """

    lines: tuple[PricedLine, ...] = ()
    total: int = 0
    others_total: int = 0
    agreed: int | None = None
    limit: int | None = None
    paid: int = 0
    prepaid: int = 0
    is_priced: bool = False
    is_void: bool = False

    @property
    def balance(self) -> int:
        """What the customer still owes."""
        return (0 if self.is_void else self.total) - self.paid

    @property
    def may_spend(self) -> int:
        """Up to what sum the work may go on without asking."""
        return max(self.agreed or 0, self.limit or 0)

    @property
    def is_over(self) -> bool:
        """Whether the work must stop until the customer answers (ст. 33 Закона № 2300-1)."""
        return self.total > self.may_spend
