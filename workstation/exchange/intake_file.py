"""The intake file of the command line: strict JSON to the frozen input of the intake verb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.documents.billing import PaymentMethod
from workstation.documents.intake import (
    Accessory,
    CustomerData,
    DeliveryData,
    DeviceData,
    EstimateData,
    IntakeData,
    IntakeItem,
    PowerOfAttorney,
    PurchaseDocuments,
    RequestData,
    StorageTerms,
)
from workstation.exchange.json_reader import ObjectReader, read_object
from workstation.statuses import (
    CustomerKind,
    DataBackup,
    DeliveryBy,
    Demand,
    EstimateKind,
    NotifyBy,
    PaperState,
    RequestKind,
    SealState,
    Use,
)

GRAMS = 1000
MOST_KG, MOST_PIECES, MOST_MONTHS, MOST_FREE_DAYS = 10_000, 10_000, 1200, 3650


@dataclass(frozen=True, slots=True)
class IntakeFile:
    """What the file says: the intake, and paths of photos that the caller has yet to store."""

    data: IntakeData
    photos: tuple[str, ...] = ()


def read_intake(text: bytes | str, request_id: str) -> IntakeFile:
    """Read one intake; the content is judged by `rules.intake.check`.

    Raises UserError `json_bad`, `json_not_object`, or ErrorList with every mistake by its dotted path.
    """
    reader = read_object(text)
    reader.need("customer", "device", "request")
    customer, device, request = (reader.child(key) for key in ("customer", "device", "request"))
    photos = reader.texts("photos")
    if customer is None or device is None or request is None:
        reader.stop()
    defaults = _Defaults(customer.choice("use", Use), customer.choice("notify_by", NotifyBy))
    data = IntakeData(
        request_id=request_id,
        customer=_customer(customer),
        items=(IntakeItem(_device(device), _request(request, defaults)),),
    )
    reader.finish()
    return IntakeFile(data, photos)


@dataclass(frozen=True, slots=True)
class _Defaults:
    """What may be said of the customer as well as of the request; the request wins."""

    use: Use | None
    notify_by: NotifyBy | None


def _customer(reader: ObjectReader) -> CustomerData:
    reader.need("kind", "name", "phone")
    return CustomerData(
        kind=reader.choice("kind", CustomerKind) or CustomerKind.PERSON,
        name=reader.text("name") or "",
        phone=reader.text("phone") or "",
        email=reader.text("email"),
        address=reader.text("address"),
        inn=reader.text("inn"),
        kpp=reader.text("kpp"),
        contact=reader.text("contact"),
        power_of_attorney=_power_of_attorney(reader.child("power_of_attorney")),
    )


def _power_of_attorney(reader: ObjectReader | None) -> PowerOfAttorney | None:
    if reader is None:
        return None
    reader.need("number")
    return PowerOfAttorney(
        number=reader.text("number") or "",
        issued_on=reader.date("issued_on"),
        valid_to=reader.date("valid_to"),
    )


def _device(reader: ObjectReader) -> DeviceData:
    reader.need("category", "brand")
    weight = reader.number("weight_kg", most=MOST_KG)
    return DeviceData(
        category=reader.text("category") or "",
        brand=reader.text("brand") or "",
        model=reader.text("model"),
        serial_number=reader.text("serial_number"),
        imei=reader.text("imei"),
        produced_on=reader.date("produced_on"),
        sold_on=reader.date("sold_on"),
        delivered_on=reader.date("delivered_on"),
        seller=reader.text("seller"),
        price_paid=reader.money("price_paid"),
        weight_g=None if weight is None else round(weight * GRAMS),
    )


def _request(reader: ObjectReader, defaults: _Defaults) -> RequestData:
    reader.need("kind", "demand", "demanded_on", "reported_fault", "appearance", "declared_value")
    return RequestData(
        kind=reader.choice("kind", RequestKind) or RequestKind.PAID,
        demand=reader.choice("demand", Demand) or Demand.REPAIR,
        demanded_on=reader.date("demanded_on") or date.min,
        reported_fault=reader.text("reported_fault") or "",
        appearance=reader.text("appearance") or "",
        declared_value=reader.money("declared_value") or 0,
        condition_code=reader.text("condition_code"),
        symptom_code=reader.text("symptom_code"),
        accessories=tuple(map(_accessory, reader.children("accessories"))),
        seals=reader.choice("seals", SealState) or SealState.NOT_CHECKED,
        use=reader.choice("use", Use) or defaults.use,
        agreed_until=reader.date("agreed_until"),
        wants_presence=reader.flag("wants_presence"),
        wants_loaner=reader.flag("wants_loaner"),
        documents=_documents(reader.child("documents")),
        data_backup=reader.choice("data_backup", DataBackup) or DataBackup.NOT_APPLICABLE,
        unlock_code_given=reader.flag("unlock_code_given"),
        unlock_code=reader.text("unlock_code"),
        prepayment=reader.money("prepayment"),
        prepayment_method=reader.choice("prepayment_method", PaymentMethod),
        estimate=_estimate(reader.child("estimate")),
        approval_limit=reader.money("approval_limit"),
        work_warranty_months=reader.whole("work_warranty_months", most=MOST_MONTHS),
        delivery=_delivery(reader.child("delivery")),
        storage=_storage(reader.child("storage")),
        notify_by=reader.choice("notify_by", NotifyBy) or defaults.notify_by or NotifyBy.PHONE,
        place=reader.text("place"),
        note=reader.text("note"),
    )


def _accessory(reader: ObjectReader) -> Accessory:
    reader.need("name")
    quantity = reader.whole("quantity", least=1, most=MOST_PIECES)
    return Accessory(reader.text("name") or "", 1 if quantity is None else quantity)


def _documents(reader: ObjectReader | None) -> PurchaseDocuments:
    if reader is None:
        return PurchaseDocuments()
    receipt_states = (PaperState.PRESENT, PaperState.ABSENT)
    return PurchaseDocuments(
        warranty_card=reader.choice("warranty_card", PaperState) or PaperState.ABSENT,
        receipt=reader.choice("receipt", PaperState, receipt_states) or PaperState.ABSENT,
        warranty_card_number=reader.text("warranty_card_number"),
        receipt_number=reader.text("receipt_number"),
        receipt_on=reader.date("receipt_on"),
        receipt_amount=reader.money("receipt_amount"),
    )


def _estimate(reader: ObjectReader | None) -> EstimateData | None:
    if reader is None:
        return None
    reader.need("kind", "amount")
    kind = reader.choice("kind", EstimateKind) or EstimateKind.APPROXIMATE
    return EstimateData(kind, reader.money("amount") or 0)


def _delivery(reader: ObjectReader | None) -> DeliveryData | None:
    if reader is None:
        return None
    reader.need("by")
    return DeliveryData(reader.choice("by", DeliveryBy) or DeliveryBy.CUSTOMER, reader.money("cost"))


def _storage(reader: ObjectReader | None) -> StorageTerms | None:
    if reader is None:
        return None
    reader.need("free_days", "a_day")
    return StorageTerms(reader.whole("free_days", most=MOST_FREE_DAYS) or 0, reader.money("a_day") or 0)
