"""What the first set-up does at its end: a base with its centre, first manager and settings, in one go.

For the I/O lane: there is no open base yet.
"""

from __future__ import annotations

import socket
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from forms.settings.logo import store_logo
from workstation.documents.centre import CompanyData
from workstation.documents.papers import CentreDetails
from workstation.documents.people import Actor
from workstation.documents.warranty import BrandAuthorisation
from workstation.i18n import tr
from workstation.services import people, setup
from workstation.services.seating import actor_for
from workstation.services.settings import set_setting
from workstation.statuses import Role

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from workstation.services.backup import Progress

ADMIN = "admin"
PRACTICE_ORDERS = 300


@dataclass(frozen=True, slots=True)
class Plan:
    """What was answered; anything may be left for later."""

    company: CompanyData | None = None
    logo_path: str = ""
    name: str = ""
    login: str = ""
    password: str = ""
    settings: Mapping[str, Any] = field(default_factory=dict)


def found(address: str, plan: Plan) -> Actor:
    """Make the working base; gives its first administrator. Raises StorageError, UserError."""
    database = setup.create_database(address)
    try:
        company = plan.company
        if company is not None and plan.logo_path:
            sha256 = store_logo(database.folder, plan.logo_path)
            company = replace(company, details=replace(company.details, logo_sha256=sha256))

        def work(session: Session) -> Actor:
            login = plan.login.strip().casefold() or ADMIN
            actor = setup.initialise(session, database.folder, company=company, admin_login=login)
            _seat(session, actor, plan, login)
            for key, value in plan.settings.items():
                set_setting(session, actor, key, value)
            set_setting(session, actor, "setup.finished", bool(plan.password))
            return actor_for(session, actor.user_id, socket.gethostname())

        return database.run(work, write=True)[0]
    finally:
        database.close()


def found_practice(address: str, progress: Progress | None = None) -> Actor:
    """Make the practice base with its orders; one that is there already is left as it is."""
    from workstation.services import demo  # noqa: PLC0415 - a working base never needs it

    database = setup.create_database(address)
    try:
        with database.begin() as session:
            ready = setup.is_initialised(session)
        company = CompanyData(_PRACTICE, None, _BRANDS)
        actor = database.run(
            lambda session: setup.initialise(session, database.folder, company=company, training=True),
            write=True,
        )[0]
        if not ready:
            demo.add_orders(database, actor, PRACTICE_ORDERS, progress)
        return actor
    finally:
        database.close()


def _seat(session: Session, actor: Actor, plan: Plan, login: str) -> None:
    if plan.name.strip():
        data = people.UserData(login, plan.name, Role.ADMINISTRATOR, title=tr("Руководитель"))
        people.change_user(session, actor, actor.user_id, data, 1)
    if plan.password:
        people.set_password(session, actor, actor.user_id, plan.password)


_PRACTICE = CentreDetails(
    name="ООО «Учебный сервис»",
    short_name="Учебный сервис",
    inn="7701007776",
    kpp="770101001",
    ogrn="1267700007772",
    address="101000, г. Москва, ул. Учебная, д. 1",
    phones=("+74950000001",),
    email="service@example.test",
    hours="Пн–Пт 9:00–20:00",
    director_name="Орлов Пётр Ильич",
    director_title="Генеральный директор",
)
_BRANDS = (BrandAuthorisation("Bosch", contract="УЧ-1"), BrandAuthorisation("Samsung", contract="УЧ-2"))
