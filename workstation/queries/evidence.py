"""Files of an order that may stand behind a finding."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from workstation.documents.findings import EvidenceRow
from workstation.models import Attachment, Device, User, WorkOrder

_attachments = Attachment.__table__
_orders = WorkOrder.__table__
_devices = Device.__table__
_users = User.__table__


def list_order_files(session: Session, order_id: int) -> tuple[EvidenceRow, ...]:
    """Photos and files of an order, oldest first, each with the serial number of its device now."""
    query = (
        select(
            _attachments.c.id.label("attachment_id"),
            _attachments.c.sha256,
            _attachments.c.file_name,
            _attachments.c.media_type,
            _attachments.c.added_at,
            _devices.c.serial_number,
            _users.c.short_name.label("user"),
        )
        .join(_orders, _orders.c.id == _attachments.c.order_id)
        .join(_devices, _devices.c.id == _orders.c.device_id)
        .join(_users, _users.c.id == _attachments.c.user_id)
        .where(_attachments.c.order_id == order_id)
        .order_by(_attachments.c.id)
    )
    return tuple(EvidenceRow(**row) for row in session.execute(query).mappings())
