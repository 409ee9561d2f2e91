"""A base with its first administrator, and users of every role."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workstation.db import Database
from workstation.documents.centre import CompanyData, TaxRegime
from workstation.documents.papers import BankDetails, CentreDetails
from workstation.documents.people import Actor
from workstation.documents.warranty import BrandAuthorisation
from workstation.models import Base, JournalEntry
from workstation.services import people, setup
from workstation.statuses import Role

PASSWORD = "верная лошадь"
COMPANY = CompanyData(
    details=CentreDetails(
        name="ООО «Сервис-Центр»",
        inn="7701007776",
        kpp="770101001",
        phones=("+74951234567",),
        bank=BankDetails("АО «Пример-Банк»", "044525999", "30101810600000000999", "40702810600000012345"),
    ),
    tax_regime=TaxRegime.OSNO,
    authorisations=(BrandAuthorisation("Bosch", date(2024, 1, 1), contract="АСЦ-2024/17"),),
)


def first_base(database: Database, **options: Any) -> Actor:
    """Initialise the base; gives its administrator."""
    actor, _changed = database.run(
        lambda session: setup.initialise(session, database.folder, **options), write=True
    )
    return actor


def with_password(database: Database, actor: Actor, password: str = PASSWORD) -> None:
    """Give a user a password."""
    database.run(lambda session: people.set_password(session, actor, actor.user_id, password), write=True)


def add_user(
    database: Database, actor: Actor, login: str, role: Role = Role.CLERK, password: str | None = PASSWORD
) -> int:
    """Add a user; gives his id."""
    data = people.UserData(login, "Иванова Мария Петровна", role)
    user_id, _changed = database.run(
        lambda session: people.add_user(session, actor, data, password), write=True
    )
    return user_id


def count(session: Session, model: type[Base]) -> int:
    """How many rows a table has."""
    return int(session.execute(select(func.count()).select_from(model.__table__)).scalar_one())


def journal_count(session: Session) -> int:
    """How many entries the journal has."""
    return count(session, JournalEntry)
