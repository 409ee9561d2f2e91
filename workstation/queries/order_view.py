"""The whole view of one order: parties, device, request, verdict, papers, history, journal."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from workstation import clock
from workstation.documents.codec import decode_as
from workstation.documents.intake import (
    Accessory,
    CustomerData,
    DeviceData,
    Photo,
    PowerOfAttorney,
    PurchaseDocuments,
    RequestData,
)
from workstation.documents.order_rows import StatusRow, state_face
from workstation.documents.orders import AgreedTerms, OrderView, PaperRow
from workstation.errors import UserError
from workstation.models import (
    Attachment,
    Brand,
    Category,
    Customer,
    Device,
    DeviceModel,
    DocumentOrder,
    Estimate,
    Invoice,
    IrisCode,
    IssuedDocument,
    Place,
    StatusChange,
    User,
    Visit,
    WorkOrder,
)
from workstation.queries.clocks import get_clocks
from workstation.queries.journal import list_entries
from workstation.queries.order_around import get_order_around
from workstation.queries.order_bench import get_order_bench
from workstation.queries.orders import joined
from workstation.queries.states import FACE, faced
from workstation.queries.warranty import get_defect, list_findings, list_invitations, list_verdicts
from workstation.rules import codes
from workstation.rules.validators import format_phone
from workstation.statuses import (
    CustomerKind,
    DataBackup,
    Demand,
    DocumentKind,
    DocumentState,
    NotifyBy,
    OrderStatus,
    RequestKind,
    SealState,
    Use,
)

_orders = WorkOrder.__table__
_customers = Customer.__table__
_devices = Device.__table__
_brands = Brand.__table__
_models = DeviceModel.__table__
_categories = Category.__table__
_users = User.__table__
_visits = Visit.__table__
_changes = StatusChange.__table__
_documents = IssuedDocument.__table__
_links = DocumentOrder.__table__
_attachments = Attachment.__table__
_iris = IrisCode.__table__
_places = Place.__table__
_estimates = Estimate.__table__
_invoices = Invoice.__table__


def order_id_of(session: Session, number: str) -> int:
    """The id of an order by its number or scanned code; raises UserError `order_not_found`."""
    if codes.is_scan_code(number):
        wanted = _orders.c.id == codes.decode(number)
    else:
        wanted = _orders.c.number == number.strip().upper()
    found = session.execute(select(_orders.c.id).where(wanted)).scalar()
    if found is None:
        raise UserError("order_not_found", None, number=number)
    return int(found)


def get_order(session: Session, number: str) -> OrderView:
    """Everything about one order; raises UserError `order_not_found`."""
    return get_order_by_id(session, order_id_of(session, number))


def get_order_by_id(session: Session, order_id: int) -> OrderView:
    """Everything about one order by its id; raises UserError `order_not_found`."""
    row = session.execute(_view_query().where(_orders.c.id == order_id)).mappings().one_or_none()
    if row is None:
        raise UserError("order_not_found", None, number=order_id)
    texts = _iris_texts(session, row)
    about = select(_links.c.document_id).where(_links.c.order_id == order_id)
    papers = paper_rows(session, _documents.c.id.in_(about))
    subjects = [order_id, row["visit_id"], row["customer_id"], *(paper.id for paper in papers)]
    return OrderView(
        id=order_id,
        version=row["version"],
        number=row["number"],
        code=codes.encode(order_id),
        status=OrderStatus(row["status"]),
        accepted_at=row["accepted_at"],
        due_on=row["due_on"],
        legal_until=row["legal_until"],
        closed_at=row["closed_at"],
        customer_id=row["customer_id"],
        device_id=row["device_id"],
        visit_id=row["visit_id"],
        customer=_customer(row),
        device=_device(row),
        category=row["category"],
        request=_request(row),
        condition=texts.get(("condition", row["condition_code"])),
        symptom=texts.get(("symptom", row["symptom_code"])),
        accepted_by=row["accepted_by"],
        repeat_of=_number_of(session, row["repeat_of_id"]),
        verdict=json.loads(row["verdict"]) if row["verdict"] else None,
        photos=_photos(session, order_id),
        history=list_moves(session, order_id),
        papers=papers,
        journal=list_entries(session, subjects),
        neighbours=_neighbours(session, row["visit_id"], order_id),
        **_work(session, order_id),
        **_warranty(session, order_id),
    )


def _work(session: Session, order_id: int) -> dict[str, Any]:
    return {
        "bench": get_order_bench(session, order_id),
        "around": get_order_around(session, order_id),
        "billed": _billed(session, order_id),
    }


def _billed(session: Session, order_id: int) -> tuple[DocumentKind, ...]:
    """What of an estimate and an invoice an order has."""
    has = {
        DocumentKind.ESTIMATE: exists().where(_estimates.c.order_id == order_id),
        DocumentKind.INVOICE: exists().where(_invoices.c.order_id == order_id),
    }
    found = session.execute(select(*has.values())).one()
    return tuple(kind for kind, there in zip(has, found, strict=True) if there)


def _warranty(session: Session, order_id: int) -> dict[str, Any]:
    return {
        "verdicts": list_verdicts(session, order_id),
        "findings": list_findings(session, order_id),
        "invitations": list_invitations(session, order_id),
        "defect": get_defect(session, order_id),
        "clocks": get_clocks(session, order_id, clock.today()),
    }


def _view_query() -> Select[Any]:
    return (
        joined(
            select(
                _orders,
                _visits.c.contact.label("visit_contact"),
                _visits.c.power_of_attorney,
                _customers.c.kind.label("customer_kind"),
                _customers.c.name.label("customer_name"),
                _customers.c.phone,
                _customers.c.phone_extension,
                _customers.c.email,
                _customers.c.address,
                _customers.c.inn,
                _customers.c.kpp,
                _customers.c.version.label("customer_version"),
                _devices.c.category_code,
                _devices.c.serial_number,
                _devices.c.imei,
                _devices.c.produced_on,
                _devices.c.sold_on,
                _devices.c.delivered_on,
                _devices.c.seller,
                _devices.c.price_paid_kopecks,
                _devices.c.weight_g,
                _categories.c.name.label("category"),
                _brands.c.name.label("brand"),
                _models.c.name.label("model"),
                _users.c.short_name.label("accepted_by"),
                _places.c.name.label("place"),
            )
        )
        .join(_visits, _visits.c.id == _orders.c.visit_id)
        .join(_users, _users.c.id == _visits.c.user_id)
        .outerjoin(_places, _places.c.id == _orders.c.place_id)
    )


def _customer(row: Any) -> CustomerData:
    power = row["power_of_attorney"]
    return CustomerData(
        kind=CustomerKind(row["customer_kind"]),
        name=row["customer_name"],
        phone=format_phone(row["phone"], row["phone_extension"]),
        id=row["customer_id"],
        version=row["customer_version"],
        email=row["email"],
        address=row["address"],
        inn=row["inn"],
        kpp=row["kpp"],
        contact=row["visit_contact"],
        power_of_attorney=decode_as(PowerOfAttorney, power) if power else None,
    )


def _device(row: Any) -> DeviceData:
    return DeviceData(
        category=row["category_code"],
        brand=row["brand"],
        model=row["model"],
        id=row["device_id"],
        serial_number=row["serial_number"],
        imei=row["imei"],
        produced_on=row["produced_on"],
        sold_on=row["sold_on"],
        delivered_on=row["delivered_on"],
        seller=row["seller"],
        price_paid=row["price_paid_kopecks"],
        weight_g=row["weight_g"],
    )


def _request(row: Any) -> RequestData:
    terms = decode_as(AgreedTerms, row["terms"])
    return RequestData(
        kind=RequestKind(row["kind"]),
        demand=Demand(row["demand"]),
        demanded_on=row["demanded_on"],
        reported_fault=row["reported_fault"],
        appearance=row["appearance"],
        declared_value=row["declared_value_kopecks"],
        condition_code=row["condition_code"],
        symptom_code=row["symptom_code"],
        accessories=decode_as(tuple[Accessory, ...], row["accessories"]),
        seals=SealState(row["seals"]),
        use=Use(row["use"]),
        agreed_until=row["agreed_until"],
        wants_presence=row["wants_presence"],
        wants_loaner=row["wants_loaner"],
        documents=decode_as(PurchaseDocuments, row["papers"]),
        data_backup=DataBackup(row["data_backup"]),
        unlock_code_given=row["unlock_code_given"],
        prepayment=row["prepayment_kopecks"],
        estimate=terms.estimate,
        approval_limit=terms.approval_limit,
        work_warranty_months=terms.work_warranty_months,
        delivery=terms.delivery,
        storage=terms.storage,
        notify_by=NotifyBy(row["notify_by"]),
        place=row["place"],
        note=row["note"],
    )


def _iris_texts(session: Session, row: Any) -> dict[tuple[str, str], str]:
    wanted = [code for code in (row["condition_code"], row["symptom_code"]) if code]
    if not wanted:
        return {}
    query = select(_iris.c.kind, _iris.c.code, _iris.c.text).where(_iris.c.code.in_(wanted))
    return {(found.kind, found.code): found.text for found in session.execute(query)}


def get_paper(session: Session, document_id: int) -> PaperRow:
    """One issued paper; raises UserError `paper_not_found`."""
    found = paper_rows(session, _documents.c.id == document_id)
    if not found:
        raise UserError("paper_not_found", None)
    return found[0]


def paper_rows(session: Session, *tests: Any) -> tuple[PaperRow, ...]:
    """Issued papers that meet the tests (on the table of issued documents), oldest first."""
    query = (
        select(_documents, _users.c.short_name.label("user"))
        .join(_users, _users.c.id == _documents.c.user_id)
        .where(*tests)
        .order_by(_documents.c.id)
    )
    return tuple(
        PaperRow(
            id=row["id"],
            kind=DocumentKind(row["kind"]),
            number=row["number"],
            version=row["version"],
            state=DocumentState(row["state"]),
            issued_at=row["issued_at"],
            user=row["user"],
            print_count=row["print_count"],
        )
        for row in session.execute(query).mappings()
    )


def _photos(session: Session, order_id: int) -> tuple[Photo, ...]:
    query = select(_attachments).where(_attachments.c.order_id == order_id).order_by(_attachments.c.id)
    return tuple(
        Photo(row["sha256"], row["size"], row["media_type"], row["file_name"])
        for row in session.execute(query).mappings()
    )


def list_moves(session: Session, order_id: int) -> tuple[StatusRow, ...]:
    """The moves of an order from state to state, oldest first."""
    query = (
        select(_changes, _users.c.short_name.label("user"), *FACE)
        .join(_users, _users.c.id == _changes.c.user_id)
        .where(_changes.c.order_id == order_id)
        .order_by(_changes.c.id)
    )
    query = faced(query, _changes.c.state_code, _changes.c.to_status)
    return tuple(_move(row) for row in session.execute(query).mappings())


def _move(row: Any) -> StatusRow:
    status = OrderStatus(row["to_status"])
    face = state_face(status, row["state_name"], row["state_token"])
    return StatusRow(status, face, row["changed_at"], row["user"], row["reason"], row["state_code"])


def _number_of(session: Session, order_id: int | None) -> str | None:
    if order_id is None:
        return None
    return session.execute(select(_orders.c.number).where(_orders.c.id == order_id)).scalar()


def _neighbours(session: Session, visit_id: int, order_id: int) -> tuple[str, ...]:
    query = select(_orders.c.number).where(_orders.c.visit_id == visit_id, _orders.c.id != order_id)
    return tuple(session.execute(query.order_by(_orders.c.id)).scalars())
