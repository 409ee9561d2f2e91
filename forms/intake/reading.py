"""The fields as the frozen input of the service, and an accepted order back into the fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from workstation import clock
from workstation.documents.intake import (
    CustomerData,
    DeliveryData,
    DeviceData,
    EstimateData,
    IntakeItem,
    PowerOfAttorney,
    PurchaseDocuments,
    RequestData,
)
from workstation.rules import counter
from workstation.statuses import EstimateKind, PaperState

if TYPE_CHECKING:
    from forms.intake.fields import IntakeFields
    from workstation.documents.orders import CustomerMatch, OrderView

POWER = "customer.power_of_attorney"
DOCUMENTS = "request.documents"


def read_customer(
    form: IntakeFields, known: CustomerMatch | None = None, person_id: int | None = None
) -> CustomerData:
    """Who stands at the counter. A blank that must not be blank is an empty text: the rules say so."""
    value = form.value
    kind = value("customer.kind")
    legal = counter.asks_legal_details(kind)
    return CustomerData(
        kind=kind,
        name=value("customer.name") or "",
        phone=value("customer.phone") or "",
        id=known.id if known else None,
        version=known.version if known else None,
        person_id=None if known else person_id,
        email=value("customer.email"),
        address=value("customer.address"),
        inn=value("customer.inn") if legal else None,
        kpp=value("customer.kpp") if kind.value == "company" else None,
        contact=value("customer.contact") if legal else value("customer.representative"),
        power_of_attorney=_power(value),
    )


def _power(value: Any) -> PowerOfAttorney | None:
    number, issued, valid = (value(f"{POWER}.{name}") for name in ("number", "issued_on", "valid_to"))
    if number is None and issued is None and valid is None:
        return None
    return PowerOfAttorney(number or "", issued, valid)


def read_item(form: IntakeFields, *, has_imei: bool, device_id: int | None = None) -> IntakeItem:
    """The device on the counter with its request."""
    value = form.value
    serial, imei = counter.split_number(value("device.serial_number"), value("device.imei"), has_imei)
    device = DeviceData(
        category=value("device.category") or "",
        brand=value("device.brand") or "",
        model=value("device.model"),
        id=device_id,
        serial_number=serial,
        imei=imei if has_imei else None,
        produced_on=value("device.produced_on"),
        sold_on=value("device.sold_on"),
        delivered_on=value("device.delivered_on"),
        seller=value("device.seller"),
        price_paid=value("device.price_paid"),
        weight_g=value("device.weight_g"),
    )
    return IntakeItem(device, _request(form, has_imei), value("photos"))


def _request(form: IntakeFields, has_imei: bool) -> RequestData:
    value = form.value
    kind = value("request.kind")
    holds_data = counter.holds_data(value("device.category"), has_imei)
    code = value("request.unlock_code") if holds_data else None
    terms = _price(value) if counter.asks_estimate(kind) else _rights(value)
    return RequestData(
        kind=kind,
        demand=value("request.demand"),
        demanded_on=value("request.demanded_on") or clock.today(),
        reported_fault=value("request.reported_fault") or "",
        appearance=counter.join_appearance(value("request.appearance_marks"), value("request.appearance")),
        declared_value=value("request.declared_value") or 0,
        condition_code=value("request.condition_code"),
        symptom_code=value("request.symptom_code"),
        accessories=value("request.accessories"),
        seals=value("request.seals"),
        use=counter.use_said(
            value("request.for_work") and not counter.asks_legal_details(value("customer.kind"))
        ),
        agreed_until=value("request.agreed_until"),
        documents=_documents(value),
        data_backup=value("request.data_backup"),
        unlock_code_given=bool(code),
        unlock_code=code,
        prepayment=value("request.prepayment"),
        prepayment_method=value("request.prepayment_method") if value("request.prepayment") else None,
        delivery=_delivery(value),
        notify_by=value("request.notify_by"),
        place=value("request.place"),
        note=value("request.note"),
        **terms,
    )


def _rights(value: Any) -> dict[str, Any]:
    return {"wants_presence": value("request.wants_presence"), "wants_loaner": value("request.wants_loaner")}


def _price(value: Any) -> dict[str, Any]:
    amount = value("request.estimate.amount")
    kind = value("request.estimate.kind") or EstimateKind.APPROXIMATE
    return {
        "estimate": None if amount is None else EstimateData(kind, amount),
        "approval_limit": value("request.approval_limit"),
        "work_warranty_months": value("request.work_warranty_months"),
    }


def _delivery(value: Any) -> DeliveryData | None:
    by = value("request.delivery.by")
    return DeliveryData(by, value("request.delivery.cost")) if by else None


def _documents(value: Any) -> PurchaseDocuments:
    return PurchaseDocuments(
        warranty_card=value(f"{DOCUMENTS}.warranty_card") or PaperState.ABSENT,
        receipt=value(f"{DOCUMENTS}.receipt") or PaperState.ABSENT,
        warranty_card_number=value(f"{DOCUMENTS}.warranty_card_number"),
        receipt_number=value(f"{DOCUMENTS}.receipt_number"),
        receipt_on=value(f"{DOCUMENTS}.receipt_on"),
        receipt_amount=value(f"{DOCUMENTS}.receipt_amount"),
    )


def show_order(form: IntakeFields, order: OrderView) -> None:
    """An accepted order in the fields, to be corrected."""
    form.load(order.customer, "customer")
    form.load(order.device, "device")
    form.load(order.request, "request")
    form.set_value("photos", order.photos)
    form.set_value(
        "request.for_work", order.request.use is not None and order.request.use.value == "business"
    )
    if not counter.asks_legal_details(order.customer.kind):
        form.set_value("customer.representative", order.customer.contact)
        form.set_value("customer.contact", None)
    for popover in form.popovers:
        popover.refresh()
    form.set_clean()


def split_appearance(form: IntakeFields, marks: tuple[str, ...]) -> None:
    """Chips for the marks that the appearance of a corrected order begins with."""
    chosen, words = counter.split_appearance(form.value("request.appearance") or "", marks)
    if chosen:
        form.set_value("request.appearance_marks", chosen)
        form.set_value("request.appearance", words)
