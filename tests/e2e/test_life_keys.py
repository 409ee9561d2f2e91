"""A whole life by keys over eight days, two people at it; then the papers and the order are read back."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.test_intake_keys import pages
from tests.support.people import PASSWORD
from tests.support.screens import ROOT, Program
from workstation import clock
from workstation.db import open_database
from workstation.documents.warranty import BrandAuthorisation
from workstation.queries.order_view import get_order_by_id
from workstation.queries.orders import find_orders
from workstation.services import people, seating, settings, warranty_terms
from workstation.statuses import OrderStatus, Role

pytestmark = [pytest.mark.xvfb, pytest.mark.slow, pytest.mark.real_clock]

NAME, FAULT = "Иванова Мария Петровна", "не отжимает, гудит"
CONCLUSION = "Насос слива заклинил, заменена крыльчатка"
HUMS, LETTER = "Гудит на сливе", "письмо 17"
DAYS = 8
LIFE = (
    "accepted", "in_diagnosis", "waiting_customer", "in_repair", "in_check", "in_repair", "in_check",
    "ready", "handed_over",
)  # fmt: skip


@pytest.fixture
def staffed_base(base: Path) -> Path:
    """An administrator, a technician, a contract with the maker; a second person checks what is repaired."""
    database = open_database(str(base))
    with database.begin(write=True) as session:
        lone = seating.lone_administrator(session)
        assert lone is not None
        admin = seating.actor_for(session, lone, "стойка")
        people.set_password(session, admin, admin.user_id, PASSWORD)
        petrov = people.UserData("petrov", "Петров Артём Викторович", Role.TECHNICIAN)
        people.add_user(session, admin, petrov, PASSWORD)
        settings.set_setting(session, admin, "bench.second_check", True)
        contract = BrandAuthorisation("Bosch", date(2020, 1, 1), contract="АСЦ-2024/17")
        warranty_terms.save_authorisation(session, admin, contract)
    database.close()
    return base


class Life:
    """One order, and the window in which somebody works on it on some day."""

    def __init__(self, start: Callable[..., Program], base: Path, look: Callable[..., Any]) -> None:
        self._start, self._base, self._look = start, base, look
        self.order_id = 0

    def sit(self, login: str, day: int) -> Program:
        """Somebody comes to the computer on a day of the life and says who he is."""
        now = datetime.combine(clock.today() + timedelta(days=day), time(12, 0)).isoformat() + "+03:00"
        home = str(self._base.parent / f"home-{login}-{day}")
        window = self._start(
            "--db", str(self._base), environment={"WORKSTATION_NOW": now, "WORKSTATION_HOME": home}
        )
        window.wait_window("Вход")
        window.wait_still()
        window.screen.layout("ru", "us")
        window.type(login)
        window.press("Return")
        window.type(PASSWORD)
        window.press("Return")
        self.titled(window, "Заказы|Приём|Моя работа")
        return window

    def titled(self, window: Program, pattern: str) -> None:
        """Wait for a window, give it the keys, and wait until the screen stands still."""
        window.wait_window(pattern)
        window.wait_still()

    def order(self) -> Any:
        return self._look(lambda session: get_order_by_id(session, self.order_id))

    def until(self, window: Program, status: OrderStatus) -> None:
        window.wait(lambda: self.order().status is status, status.value, 10)
        self.back(window)

    def back(self, window: Program) -> None:
        """The keys are the order's again once a small window has gone."""
        self.titled(window, f"^{self.order().number}")

    def take_in(self, clerk: Program) -> None:
        """A new customer with a new device that is under warranty."""
        clerk.press("alt+1")
        self.titled(clerk, "^Приём")
        clerk.type("9123456789")
        clerk.press("Return")
        clerk.type(NAME)
        clerk.press("ctrl+Down")
        clerk.type("FD 0503 000123")
        clerk.press("Return")
        for words in ("Стиральная", "Bosch", "WAN28263BY"):
            clerk.type(words)
            clerk.press("Return")
        clerk.wait_still()
        clerk.press("F8")
        clerk.type(f"{clock.today() - timedelta(days=90):%d%m%Y}")
        clerk.press("Return")
        clerk.wait_still()
        clerk.press("ctrl+Down", "Return")
        clerk.type("ц")
        clerk.press("ctrl+Down", "ctrl+Down")
        clerk.type(FAULT)
        clerk.press("Return", "Return", "Return", "Return")
        clerk.type("40000")
        clerk.press("F9")
        found = clerk.wait(lambda: self._look(lambda session: find_orders(session, NAME)), "the order")
        self.order_id = found[0].id

    def open_order(self, window: Program) -> None:
        window.press("ctrl+k")
        window.type(self.order().number)
        window.wait_still()
        window.press("Return")
        self.back(window)

    def open_bench(self, window: Program) -> None:
        """From the board, on the tab of all orders: the only card there is."""
        mine = "Моя работа" in " ".join(window.window_titles())
        if mine:
            window.press("ctrl+Next", "ctrl+Next", "ctrl+Next")
        else:
            window.press("alt+3")
            self.titled(window, "^Мастерская")
        window.wait_still()
        window.press("Return")
        self.back(window)

    def choose_deed(self, window: Program, word: str) -> None:
        """F10 on the order: the list of verbs is walked by the first letters."""
        window.press("F10")
        self.titled(window, "^Действия по")
        window.type(word)
        window.press("Return")
        window.wait_still()

    def told(self, path: Path) -> dict[str, Any]:
        """What `order NUMBER` of the command line says."""
        words = ["--db", str(self._base), "--login", "admin", "order", self.order().number]
        home = {"WORKSTATION_HOME": str(path), "WORKSTATION_PASSWORD": PASSWORD}
        done = subprocess.run(
            [sys.executable, ROOT / "main.py", *words], env=os.environ | home, capture_output=True, check=True
        )
        found: dict[str, Any] = json.loads(done.stdout)
        return found


@pytest.fixture
def life(start_program: Any, staffed_base: Path, look: Any) -> Life:
    return Life(start_program, staffed_base, look)


def diagnose_and_ask(life: Life, master: Program) -> None:
    """What was found, a new term asked for in writing, and the customer's word."""
    life.open_bench(master)
    master.press("F9")
    life.until(master, OrderStatus.IN_DIAGNOSIS)
    master.type("п")
    master.press("Return")
    master.type("насос слива")
    master.press("Return")
    master.type(CONCLUSION)
    master.press("ctrl+s")
    master.wait(lambda: life.order().bench.diagnosis, "the diagnosis")
    life.open_order(master)
    life.choose_deed(master, "Спросить")
    master.type("Почта")
    master.press("Return")
    master.type("При ремонте")
    master.press("Return", "Return")
    master.type(f"{clock.today() + timedelta(days=30):%d%m%Y}")
    master.press("F9")
    life.until(master, OrderStatus.WAITING_CUSTOMER)
    life.choose_deed(master, "Записать ответ")
    master.press("space", "Return", "Right", "space", "Return")
    master.type(LETTER)
    master.press("F9")
    master.wait(lambda: life.order().request.agreed_until, "the answer", 10)
    life.back(master)


def repair(life: Life, master: Program) -> None:
    """From the word of the customer to the check; what the list wants is let pass with a reason."""
    life.open_bench(master)
    master.press("F9")
    life.until(master, OrderStatus.IN_REPAIR)
    master.press("F11")
    master.wait(lambda: life.order().bench.times, "time that runs")
    master.wait_still()
    master.press("ctrl+Return")
    master.wait_still()
    master.type("Проверено при заказчике")
    master.press("F9")
    master.wait(lambda: life.order().bench.overrides, "the permission")
    life.back(master)
    master.press("F9")
    life.until(master, OrderStatus.IN_CHECK)


def check(life: Life, day: int, key: str, reason: str, status: OrderStatus) -> None:
    """The second person's word on the repair."""
    second = life.sit("petrov", day)
    life.open_bench(second)
    second.press(key)
    if reason:
        second.wait_still()
        second.type(reason)
        second.press("F9")
    life.until(second, status)
    second.stop()


def papers_tell_all(folder: Path) -> None:
    """What the customer is given, read off the paper."""
    demanded = clock.today()
    handed = demanded + timedelta(days=DAYS)
    until = f"{clock.add_months(demanded - timedelta(days=90), 12) + timedelta(days=DAYS):%d.%m.%Y}"
    wanted = {
        "Акт выдачи из ремонта": (
            f"с требованием {demanded:%d.%m.%Y}",
            f"в ремонт {demanded:%d.%m.%Y}",
            f"{demanded + timedelta(days=6):%d.%m.%Y}. {CONCLUSION}",
            "не использовались",
            f"{handed:%d.%m.%Y}",
            f"Гарантия на изделие продлена на {DAYS} дней и действует до {until}",
        ),
        "Гарантийный талон на ремонт": (f"{handed:%d.%m.%Y}", f"до {until}", NAME, "FD 0503 000123"),
        "Согласие на увеличение": ("согласен", "сообщением", LETTER, "При ремонте выявлен ещё один"),
        "Заказ-наряд": (NAME, "FD 0503 000123", FAULT),
    }
    for title, facts in wanted.items():
        text = pages(next(folder.glob(f"{title}*"))).replace("\u00a0", " ")
        for fact in facts:
            assert fact in text, (title, fact)


def order_tells_all(order: dict[str, Any]) -> None:
    """`order NUMBER`: the states, the customer's word, both checks, the warranty moved by the days."""
    assert tuple(row["status"] for row in order["history"]) == LIFE
    (asked,) = order["around"]["approvals"]
    assert (asked["answer"], asked["way"], asked["evidence"]) == ("agreed", "message", LETTER)
    assert order["failed_checks"] == 1
    assert [(one["passed"], one["note"]) for one in order["checks"]] == [(False, HUMS), (True, None)]
    assert order["diagnosis"]["conclusion"] == CONCLUSION
    given = order["handover"]
    moved = date.fromisoformat(given["warranty_until"]) - date.fromisoformat(given["warranty_before"])
    idle = date.fromisoformat(given["handed_on"]) - date.fromisoformat(given["demanded_on"])
    assert moved == idle == timedelta(days=DAYS)
    assert given["extension_days"] == DAYS


def test_from_the_counter_over_a_failed_check_to_the_customers_hands(
    life: Life, paper_folder: Path, tmp_path: Path
) -> None:
    clerk = life.sit("admin", 0)
    life.take_in(clerk)
    clerk.wait(lambda: len(list(paper_folder.glob("*.pdf"))) >= 3, "the act of intake")
    diagnose_and_ask(life, clerk)
    repair(life, clerk)
    clerk.stop()
    check(life, 5, "shift+F9", HUMS, OrderStatus.IN_REPAIR)
    master = life.sit("admin", 6)
    life.open_bench(master)
    master.press("F9")
    life.until(master, OrderStatus.IN_CHECK)
    master.stop()
    check(life, 7, "F9", "", OrderStatus.READY)
    clerk = life.sit("admin", DAYS)
    life.open_order(clerk)
    clerk.press("F9")
    clerk.wait_still()
    clerk.press("F9")
    life.until(clerk, OrderStatus.HANDED_OVER)
    clerk.press("ctrl+b")
    clerk.wait_still()
    clerk.press("Down", "Down", "Down", "Return")
    clerk.wait_still()
    clerk.press("F9")
    clerk.wait(lambda: list(paper_folder.glob("Заказ-наряд*")), "the sheet of works", 10)
    papers_tell_all(paper_folder)
    order_tells_all(life.told(tmp_path / "cli"))
