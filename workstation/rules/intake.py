"""Checks of an intake on a given day: what blocks, and what is only worth a word.

Paths are those of the intake file (`device.sold_on`); with several devices in a visit they begin with
the place of the item (`items.1.device.sold_on`). All errors are given, in the order of the form.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from datetime import date

from workstation.documents.intake import (
    CustomerData,
    DeviceData,
    IntakeData,
    IntakeItem,
    PowerOfAttorney,
    RequestData,
)
from workstation.documents.notices import Check, Notice
from workstation.documents.warranty import BrandAuthorisation
from workstation.errors import UserError
from workstation.money import MAX_KOPECKS
from workstation.rules import validators
from workstation.rules.deadlines import repair_last_day
from workstation.rules.law import DEFAULT_LAW, Law
from workstation.rules.warranty_checks import is_authorised
from workstation.rules.wording import show_date
from workstation.statuses import CustomerKind, RequestKind, Use

CONSUMER_WARRANTY_KINDS = frozenset({RequestKind.WARRANTY, RequestKind.REPEAT, RequestKind.QUALITY_CHECK})
"""Requests that run under ст. 20: a repeat is treated as one until the facts say otherwise, and the
quality check of ст. 18 п. 5 has the same term. An expertise asked by itself and paid work have none."""

MANUFACTURER_KINDS = CONSUMER_WARRANTY_KINDS | {RequestKind.PRESALE}
"""Requests where a manufacturer may pay, so that a missing contract is worth a word."""

MOST_MONTHS = 120
_Found = Iterator[UserError | Notice]


def use_of(customer_kind: CustomerKind, use: Use | None) -> Use:
    """What the device is used for; a person's is personal unless said otherwise."""
    return use or (Use.PERSONAL if customer_kind is CustomerKind.PERSON else Use.BUSINESS)


def is_consumer(customer: CustomerData, request: RequestData) -> bool:
    """Whether the Law on consumer protection rules this request."""
    person = customer.kind is CustomerKind.PERSON and request.kind is not RequestKind.PRESALE
    return person and use_of(customer.kind, request.use) is Use.PERSONAL


def is_consumer_warranty(customer_kind: CustomerKind, use: Use | None, kind: RequestKind) -> bool:
    """Whether the limit of 45 days applies (ст. 20 п. 1)."""
    personal = use_of(customer_kind, use) is Use.PERSONAL
    return customer_kind is CustomerKind.PERSON and personal and kind in CONSUMER_WARRANTY_KINDS


def check(
    data: IntakeData,
    today: date,
    *,
    law: Law = DEFAULT_LAW,
    authorisations: Collection[BrandAuthorisation] | None = None,
    categories: Collection[str] | None = None,
) -> Check:
    """Every error and notice of an intake on `today`.

    `authorisations` and `categories` are not looked at when None.
    """
    found: list[UserError | Notice] = list(_customer(data.customer, today))
    if not data.items:
        found.append(UserError("required", "device"))
    for place, item in enumerate(data.items):
        prefix = f"items.{place}." if len(data.items) > 1 else ""
        found += _device(item.device, prefix + "device", today, categories)
        if authorisations is not None:
            found += _contract(item, prefix + "device.brand", today, authorisations)
        found += _request(item.request, prefix + "request", today)
        found += _terms(data.customer, item.request, prefix + "request", law)
    return Check(
        tuple(one for one in found if isinstance(one, UserError)),
        tuple(one for one in found if isinstance(one, Notice)),
    )


def check_customer(customer: CustomerData, today: date) -> Check:
    """Errors and notices of a customer alone: his card is corrected."""
    found = list(_customer(customer, today))
    return Check(
        tuple(one for one in found if isinstance(one, UserError)),
        tuple(one for one in found if isinstance(one, Notice)),
    )


def _tried(checked: Callable[[], object]) -> _Found:
    try:
        checked()
    except UserError as error:
        yield error


def _blank(text: str | None, field: str) -> _Found:
    if not (text or "").strip():
        yield UserError("required", field)


def _customer(customer: CustomerData, today: date) -> _Found:
    yield from _blank(customer.name, "customer.name")
    yield from _tried(lambda: validators.parse_phone(customer.phone, "customer.phone"))
    if customer.email and customer.email.strip():
        email = customer.email
        yield from _tried(lambda: validators.email(email, "customer.email"))
    yield from _legal_details(customer)
    if customer.power_of_attorney:
        yield from _power_of_attorney(customer.power_of_attorney, today)


def _legal_details(customer: CustomerData) -> _Found:
    inn, kpp = (customer.inn or "").strip(), (customer.kpp or "").strip()
    if inn:
        yield from _tried(lambda: validators.inn(inn, "customer.inn", customer.kind))
    elif customer.kind is not CustomerKind.PERSON:
        yield Notice("inn_missing", "customer.inn")
    if kpp and customer.kind is not CustomerKind.COMPANY:
        yield UserError("kpp_company_only", "customer.kpp")
    elif kpp:
        yield from _tried(lambda: validators.kpp(kpp, "customer.kpp"))
    elif customer.kind is CustomerKind.COMPANY:
        yield Notice("kpp_missing", "customer.kpp")


def _power_of_attorney(paper: PowerOfAttorney, today: date) -> _Found:
    path = "customer.power_of_attorney"
    yield from _blank(paper.number, f"{path}.number")
    if paper.issued_on and paper.issued_on > today:
        yield UserError("date_in_future", f"{path}.issued_on", today=show_date(today))
    if paper.valid_to is None:
        return
    if paper.issued_on and paper.valid_to < paper.issued_on:
        yield UserError("date_before", f"{path}.valid_to", earlier=show_date(paper.issued_on))
    elif paper.valid_to < today:
        yield UserError("power_of_attorney_expired", f"{path}.valid_to", valid_to=show_date(paper.valid_to))


def _device(device: DeviceData, path: str, today: date, categories: Collection[str] | None) -> _Found:
    yield from _blank(device.category, f"{path}.category")
    if categories is not None and device.category.strip() and device.category not in categories:
        yield UserError("category_unknown", f"{path}.category", category=device.category)
    yield from _blank(device.brand, f"{path}.brand")
    if device.serial_number:
        notice = validators.serial_notice(device.serial_number, f"{path}.serial_number")
        yield from [notice] if notice else []
    if device.imei:
        notice = validators.imei_notice(device.imei, f"{path}.imei")
        yield from [notice] if notice else []
    yield from _device_dates(device, path, today)
    yield from _amount(device.price_paid, f"{path}.price_paid")
    if device.weight_g is not None and device.weight_g < 0:
        yield UserError("number_range", f"{path}.weight_kg", least=0, most="")


def _device_dates(device: DeviceData, path: str, today: date) -> _Found:
    """`produced_on ≤ sold_on ≤ delivered_on ≤ today`: the later field of a wrong pair is named."""
    earlier: date | None = None
    for name in ("produced_on", "sold_on", "delivered_on"):
        day: date | None = getattr(device, name)
        if day is None:
            continue
        if day > today:
            yield UserError("date_in_future", f"{path}.{name}", today=show_date(today))
        elif earlier and day < earlier:
            yield UserError("date_before", f"{path}.{name}", earlier=show_date(earlier))
        earlier = max(earlier or day, day)


def _contract(
    item: IntakeItem, field: str, today: date, authorisations: Collection[BrandAuthorisation]
) -> _Found:
    brand = validators.name_key(item.device.brand)
    held = any(
        validators.name_key(one.brand) == brand and is_authorised(one, today, item.device.category)
        for one in authorisations
    )
    if brand and not held and item.request.kind in MANUFACTURER_KINDS:
        yield Notice("NOT_AUTHORISED", field, {"brand": item.device.brand})


def _request(request: RequestData, path: str, today: date) -> _Found:
    if request.demanded_on > today:
        yield UserError("date_in_future", f"{path}.demanded_on", today=show_date(today))
    yield from _blank(request.reported_fault, f"{path}.reported_fault")
    for place, accessory in enumerate(request.accessories):
        yield from _blank(accessory.name, f"{path}.accessories.{place}.name")
        if accessory.quantity < 1:
            yield UserError("quantity_small", f"{path}.accessories.{place}.quantity")
    yield from _blank(request.appearance, f"{path}.appearance")
    yield from _amount(request.declared_value, f"{path}.declared_value")
    receipt_on = request.documents.receipt_on
    if receipt_on and receipt_on > today:
        yield UserError("date_in_future", f"{path}.documents.receipt_on", today=show_date(today))
    yield from _amount(request.documents.receipt_amount, f"{path}.documents.receipt_amount")


def _terms(customer: CustomerData, request: RequestData, path: str, law: Law) -> _Found:
    agreed, field = request.agreed_until, f"{path}.agreed_until"
    if agreed and agreed < request.demanded_on:
        yield UserError("date_before", field, earlier=show_date(request.demanded_on))
    elif agreed and is_consumer_warranty(customer.kind, request.use, request.kind):
        limit = repair_last_day(request.demanded_on, law)
        if agreed > limit:
            yield UserError(
                "agreed_too_late", field, limit=show_date(limit), days=(limit - request.demanded_on).days
            )
    yield from _amount(request.prepayment, f"{path}.prepayment")
    if request.estimate:
        yield from _amount(request.estimate.amount, f"{path}.estimate.amount")
    yield from _amount(request.approval_limit, f"{path}.approval_limit")
    months = request.work_warranty_months
    if months is not None and not 0 <= months <= MOST_MONTHS:
        yield UserError("number_range", f"{path}.work_warranty_months", least=0, most=MOST_MONTHS)
    if request.storage:
        yield from _amount(request.storage.a_day, f"{path}.storage.a_day")
    if request.delivery:
        yield from _amount(request.delivery.cost, f"{path}.delivery.cost")


def _amount(kopecks: int | None, field: str) -> _Found:
    if kopecks is not None and kopecks < 0:
        yield UserError("money_negative", field)
    elif kopecks is not None and kopecks > MAX_KOPECKS:
        yield UserError("money_too_big", field)
