"""Commands about the base as a whole: init, check, backup, restore, admin-reset."""

from __future__ import annotations

import os
import socket
from argparse import Namespace
from pathlib import Path
from typing import Any

from workstation import schema
from workstation.cli.connect import (
    NOW,
    address,
    connected,
    log_in,
    opened,
    password,
    stand_clock,
    use_clock,
)
from workstation.cli.output import Exit, Outcome, read_input, tell
from workstation.db import Database
from workstation.documents.centre import CompanyData
from workstation.errors import ErrorList, UserError
from workstation.exchange.company_file import read_company
from workstation.i18n import tr
from workstation.queries.settings import load_settings
from workstation.rules import company as company_rules
from workstation.services import backup as backups
from workstation.services import check as checks
from workstation.services import demo, logins, people, setup
from workstation.services.rights import require


def init(arguments: Namespace) -> Outcome:
    """Create or upgrade the base; on one that is there already, `--company` is a change like any other."""
    company = _company(arguments.company)
    if arguments.training and os.environ.get(NOW):
        stand_clock(os.environ[NOW])
    database = setup.create_database(address(arguments))
    try:
        with database.begin() as session:
            is_new = not setup.is_initialised(session)
            if not is_new:
                _require_kind(load_settings(session).training, arguments.training)
        if is_new:
            _initialise(database, company, arguments)
        else:
            _renew(database, company, arguments)
        made = _add_demo(database, arguments) if arguments.demo else 0
        return Outcome(_described(database, is_new, made))
    finally:
        database.close()


def check(arguments: Namespace) -> Outcome:
    """Every invariant with its count; done only when all hold."""
    with connected(arguments) as place:
        require(place.actor, "orders.read")
        results = checks.run_checks(place.database)
    for result in results:
        if result.failed:
            tell(f"{result.title}: {'; '.join(result.problems)}")
    whole = checks.is_whole(results)
    listed = [
        {
            "name": result.name,
            "title": result.title,
            "count": result.count,
            "failed": result.failed,
            "problems": result.problems,
        }
        for result in results
    ]
    return Outcome({"ok": whole, "checks": listed}, Exit.DONE if whole else Exit.STORAGE)


def backup(arguments: Namespace) -> Outcome:
    """A verified copy in one file."""
    with connected(arguments) as place:
        report = backups.make_backup(place.database, Path(arguments.file), place.actor, _progress)
    if report.missing:
        tell(tr("В хранилище нет файлов, которые называет база: {count}", count=len(report.missing)))
    return Outcome(_copy(report))


def restore(arguments: Namespace) -> Outcome:
    """The same base, photos and papers in an empty place."""
    where = address(arguments)
    report = backups.restore(Path(arguments.file), where, _progress)
    if report.manifest.schema < schema.VERSION:
        setup.create_database(where).close()
    return Outcome({"db": where, **_copy(report)})


def admin_reset(arguments: Namespace) -> Outcome:
    """A new password for an administrator, from the computer that holds the base's keys."""
    new = password(arguments.new_password_file) if arguments.new_password_file else None
    with opened(arguments) as database:
        made, _changed = database.run(
            lambda session: logins.reset_administrator(
                session, database.folder, arguments.admin, socket.gethostname(), new
            ),
            write=True,
        )
    tell(tr("Пароль заменён. Войдите и задайте свой."))
    return Outcome({"login": people.login_name(arguments.admin), "password": None if new else made})


def _initialise(database: Database, company: CompanyData | None, arguments: Namespace) -> None:
    named = arguments.admin or arguments.password_file
    given = password(arguments.password_file) if named else None

    def work(session: Any) -> None:
        actor = setup.initialise(
            session,
            database.folder,
            company=company,
            admin_login=arguments.admin or "admin",
            training=arguments.training,
        )
        if given:
            people.set_password(session, actor, actor.user_id, given)

    database.run(work, write=True)


def _renew(database: Database, company: CompanyData | None, arguments: Namespace) -> None:
    """Catalogues of a newer program, and new details in the name of whoever logs in."""
    database.run(lambda session: setup.initialise(session, database.folder), write=True)
    if company is not None:
        actor = log_in(database, arguments)
        database.run(lambda session: setup.save_company(session, actor, company), write=True)


def _require_kind(is_training: bool, wanted: bool) -> None:
    if wanted and not is_training:
        raise UserError("setting_fixed", "base.training")


def _add_demo(database: Database, arguments: Namespace) -> int:
    actor = log_in(database, arguments)
    with database.begin() as session:
        use_clock(load_settings(session))
    count: int = arguments.demo
    return demo.add_orders(database, actor, count, _progress)


def _described(database: Database, is_new: bool, orders: int) -> dict[str, Any]:
    with database.begin() as session:
        settings = load_settings(session)
    return {
        "db": database.url.render_as_string(),
        "base": settings["base.id"],
        "schema": schema.VERSION,
        "training": settings.training,
        "created": is_new,
        "demo_orders": orders,
    }


def _company(file: str | None) -> CompanyData | None:
    if file is None:
        return None
    company = read_company(read_input(file))
    found = company_rules.check(company)
    if found.errors:
        raise ErrorList(found.errors)
    return company


def _copy(report: backups.BackupReport) -> dict[str, Any]:
    manifest = report.manifest
    return {
        "file": report.path,
        "size": report.size,
        "made_at": manifest.made_at,
        "base": manifest.base_id,
        "schema": manifest.schema,
        "orders": manifest.counts.get("work_order", 0),
        "files": len(manifest.members),
        "missing": report.missing,
        "journal": manifest.heads,
    }


def _progress(step: str, done: int, whole: int) -> None:
    if done in {0, whole}:
        tell(f"{step}: {done}/{whole}")
