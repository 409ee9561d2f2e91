"""Checklists, operations, skills and documents of models as a manager keeps them, and as they are shipped."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from workstation.documents.intake import Photo
from workstation.statuses import ItemKind, OrderStatus, RequestKind, Role


@dataclass(frozen=True, slots=True)
class ItemData:
    """One item: limits of a value are decimal numbers as text, `good` those of the choices that pass."""

    kind: ItemKind
    text: str
    required: bool = False
    unit: str | None = None
    least: str | None = None
    most: str | None = None
    choices: tuple[str, ...] = ()
    good: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ChecklistData:
    """A list with what it is for; an empty place means any. `id` is stored, `key` is shipped."""

    name: str
    items: tuple[ItemData, ...]
    work_kind: RequestKind | None = None
    category: str | None = None
    brand: str | None = None
    model: str | None = None
    id: int | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class ChecklistKept:
    """A stored list in its newest version."""

    data: ChecklistData
    version: int
    is_active: bool


@dataclass(frozen=True, slots=True)
class ChecklistFile:
    """`checklists.json`."""

    version: int
    rows: tuple[ChecklistData, ...]


@dataclass(frozen=True, slots=True)
class ChecklistHead:
    """A list in the catalogue with its newest version."""

    id: int
    version: int
    data: ChecklistData
    is_active: bool
    is_own: bool


@dataclass(frozen=True, slots=True)
class NormData:
    """Minutes for a group and a level; an empty place means any."""

    minutes: int
    category: str | None = None
    level: int | None = None


@dataclass(frozen=True, slots=True)
class OperationData:
    """An operation with its norms; `id` is a stored one, `key` names a shipped one."""

    code: str
    name: str
    norms: tuple[NormData, ...] = ()
    warranty_months: int | None = None
    id: int | None = None
    key: str | None = None


@dataclass(frozen=True, slots=True)
class OperationFile:
    """`operations.json`."""

    version: int
    rows: tuple[OperationData, ...]


@dataclass(frozen=True, slots=True)
class StateData:
    """A state renamed, coloured, or added: `code` None makes a new one that hangs on `status`."""

    status: OrderStatus
    name: str
    code: str | None = None
    token: str | None = None
    roles: tuple[Role, ...] = ()
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class SkillData:
    """What a technician may and can do; `id` is a stored row."""

    login: str
    brand: str | None = None
    category: str | None = None
    level: int | None = None
    certificate: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    id: int | None = None


@dataclass(frozen=True, slots=True)
class DocumentData:
    """A document or a link for a model, its group or its brand; `place` says where in it: a page, a sheet."""

    title: str
    brand: str | None = None
    category: str | None = None
    model: str | None = None
    place: str | None = None
    link: str | None = None
    file: Photo | None = None
