"""Facts and verdict of the warranty rules: what `rules.warranty.assess` takes and gives.

Money is kopecks, dates are local. Codes are a public interface of files and of the command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workstation.i18n import mark
from workstation.statuses import CustomerKind, Labelled, PaperState, Use


class Essential(StrEnum):
    """The limbs of an essential defect (preamble of Law № 2300-1)."""

    IRREPARABLE = "irreparable"
    DISPROPORTIONATE_COST = "disproportionate_cost"
    DISPROPORTIONATE_TIME = "disproportionate_time"
    REPEATED_DIFFERENT = "repeated_different"
    RECURRED_AFTER_REPAIR = "recurred_after_repair"
    OTHER = "other"


class RepairKind(StrEnum):
    """How an earlier repair ended for the customer's purse."""

    WARRANTY = "warranty"
    PAID = "paid"
    REFUSED = "refused"


class AuthorisationMode(StrEnum):
    """What a brand asks for before it pays: its card, its serial number, a proof of purchase."""

    BY_CARD = "by_card"
    BY_SERIAL = "by_serial"
    BY_PURCHASE = "by_purchase"
    MIXED = "mixed"


class Causal(StrEnum):
    """Whether what was found caused the defect."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class EntitlementCode(StrEnum):
    """The ground of the customer's right."""

    W1 = "W1"
    W2 = "W2"
    W3 = "W3"
    W4 = "W4"
    W5 = "W5"
    OWN_WORK = "OWN_WORK"
    PART = "PART"
    PRESALE = "PRESALE"
    B2B = "B2B"
    UNKNOWN = "UNKNOWN"


class Free(StrEnum):
    """Whether the repair costs the customer nothing."""

    YES = "yes"
    NO = "no"
    IF_PROVED = "if_proved"
    UNKNOWN = "unknown"


class Burden(StrEnum):
    """Who has to prove."""

    CENTRE = "centre"
    CUSTOMER = "customer"
    NONE = "none"


class Payer(Labelled):
    """Who pays the centre."""

    MANUFACTURER = "manufacturer", mark("Изготовитель")
    SELLER = "seller", mark("Продавец")
    CENTRE = "centre", mark("Сервисный центр")
    CUSTOMER = "customer", mark("Заказчик")
    UNKNOWN = "unknown", mark("Не определён")


class RuleResult(StrEnum):
    """What a rule said: it holds, it does not, a remark, or something is missing."""

    PASS = "pass"  # noqa: S105 - a word of the trace, no secret
    FAIL = "fail"
    INFO = "info"
    ASK = "ask"


@dataclass(frozen=True, slots=True)
class LawParam:
    """One dated row of law or trade data; `value` is text, `valid_from` None means always."""

    code: str
    value: str
    unit: str
    source: str
    valid_from: date | None = None
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class ProductGroup:
    """What the law asks about a kind of goods: item of the list of complex goods, loaner due."""

    code: str
    tst_item: int | None = None
    loaner_required: bool = False


@dataclass(frozen=True, slots=True)
class FittedPart:
    """A part fitted in an earlier repair, with its own term in months."""

    part_number: str
    months: int | None = None


@dataclass(frozen=True, slots=True)
class PastRepair:
    """An earlier repair of this serial here; `issued_on` None: not handed over yet, it counts for nothing."""

    kind: RepairKind
    demanded_on: date
    issued_on: date | None = None
    defect_code: str | None = None
    work_months: int | None = None
    parts: tuple[FittedPart, ...] = ()


@dataclass(frozen=True, slots=True)
class BrandAuthorisation:
    """A contract with a manufacturer; `groups` empty means every group, `valid_to` None no end."""

    brand: str
    valid_from: date | None = None
    valid_to: date | None = None
    groups: tuple[str, ...] = ()
    cap_months_from_production: int | None = None
    doa_days: int | None = None
    excludes_business_use: bool = False
    mode: AuthorisationMode = AuthorisationMode.MIXED
    contract: str | None = None


@dataclass(frozen=True, slots=True)
class ShownPapers:
    """Papers of purchase shown; None: nobody has looked yet."""

    warranty_card: PaperState | None = None
    receipt: PaperState | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A possible ground of refusal seen on the device; `evidence` counts photos and papers.

    `text` is the wording of the code in the centre's catalogue; without it the rules use their own.
    """

    code: str
    causal: Causal = Causal.UNKNOWN
    evidence: int = 0
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that the verdict stands on."""

    asked_on: date
    customer_kind: CustomerKind = CustomerKind.PERSON
    use: Use | None = None
    presale: bool = False
    sold_on: date | None = None
    delivered_on: date | None = None
    produced_on: date | None = None
    manufacturer_months: int | None = None
    seller_extra_months: int | None = None
    service_life_years: int | None = None
    price_paid: int | None = None
    product_group: ProductGroup | None = None
    essential: Essential | None = None
    defect_code: str | None = None
    history: tuple[PastRepair, ...] = ()
    authorisation: BrandAuthorisation | None = None
    documents: ShownPapers = ShownPapers()
    findings: tuple[Finding, ...] = ()
    replaced_part: str | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """A legal term by its code and its last day."""

    code: str
    last_day: date


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Is the customer entitled to a free repair, on what ground, till when, who proves.

    `refused_by` has the codes of proved findings, `refused_for` the same in words.
    """

    code: EntitlementCode
    free: Free
    until: date | None = None
    extended_days: int = 0
    burden: Burden = Burden.NONE
    term: Clock | None = None
    refused_by: tuple[str, ...] = ()
    refused_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Compensation:
    """Who pays the centre, and why another than expected."""

    payer: Payer
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One rule that was looked at, in words fit for a printed conclusion."""

    rule: str
    result: RuleResult
    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Both answers with their trace; `ask` and `warnings` are sorted and without repeats."""

    entitlement: Entitlement
    compensation: Compensation
    warnings: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    clocks: tuple[Clock, ...] = ()
    trace: tuple[TraceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class StatusLine:
    """The verdict as one sentence, a note under it and a colour token: green, amber, red or grey."""

    sentence: str
    detail: str
    tone: str
