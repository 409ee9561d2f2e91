"""Papers to and with the customer and the hard cases: for previews and tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from printing.sample_acts import company, long_fault
from printing.sample_conclusions import order
from printing.sample_repairs import (
    CLERK,
    HANDED,
    MENDED,
    assets,
    paid_works,
    smartphone_order,
)
from printing.samples import centre, customer, paid_item, washing_machine
from workstation.documents.customer_papers import (
    ChangeAnswer,
    ChangeConsent,
    Due,
    EarlierNotice,
    LoanerAct,
    LoanerDevice,
    LoanerReturn,
    ReadyNotice,
    UnclaimedAct,
    UnclaimedNotice,
)
from workstation.documents.intake import Accessory
from workstation.documents.order_papers import OrderPaper
from workstation.documents.repair_papers import UsedPart
from workstation.statuses import Use

__all__ = ["assets", "change", "loaner", "papers", "ready", "unclaimed", "unclaimed_act"]

LENT = datetime(2026, 11, 24, 8, 15, tzinfo=UTC)


def loaner() -> LoanerAct:
    """A loaner lent the day after it was demanded, not back yet."""
    return LoanerAct(
        number="ПИ-2026-000031",
        issued_at=LENT,
        centre=centre(),
        customer=customer(),
        device=washing_machine(),
        order=order(),
        employee=CLERK,
        loaner=LoanerDevice(
            inventory_number="П-07",
            category="Стиральная машина",
            brand="Bosch",
            model="WLR20240OE",
            serial_number="FD 0111 000417",
            condition="исправна, потёртости верхней крышки",
            accessories=(Accessory("шланг залива"), Accessory("шланг слива"), Accessory("ключ транспортный")),
            value=2200000,
            photo_count=4,
        ),
        demanded_on=date(2026, 11, 23),
        lent_at=LENT,
        lend_until=date(2026, 11, 26),
    )


def loaner_back() -> LoanerAct:
    """The same loan when the loaner came back: the next version of the act."""
    back = LoanerReturn(
        HANDED, "исправна, без новых повреждений", CLERK, loaner().loaner.accessories, None, 2
    )
    return replace(loaner(), version=2, returned=back)


def ready() -> ReadyNotice:
    """The washing machine is ready and costs nothing."""
    return ReadyNotice(
        number="УГ-2026-000540",
        issued_at=MENDED,
        centre=centre(),
        customer=customer(),
        device=washing_machine(),
        order=order(),
        employee=CLERK,
        ready_on=date(2026, 11, 26),
        outcome="Недостаток устранён: заменён насос слива, слив и отжим проверены.",
        to_pay=0,
        payer="manufacturer",
        loaner="Bosch WLR20240OE, инв. № П-07",
        sent_by="СМС 26.11.2026",
    )


def ready_company() -> ReadyNotice:
    """A company's paid repair."""
    return replace(
        ready(), number="УГ-2026-000541", customer=company(), device=paid_item().device,
        order=replace(smartphone_order(), use=Use.BUSINESS), to_pay=1132000, payer="customer", loaner=None,
        outcome="Заменён дисплейный модуль.", sent_by=None,
    )  # fmt: skip


def unclaimed() -> UnclaimedNotice:
    """A paid repair that nobody collects."""
    return UnclaimedNotice(
        number="УН-2027-000004",
        issued_at=datetime(2027, 1, 14, 8, 0, tzinfo=UTC),
        centre=centre(),
        customer=customer(),
        device=paid_item().device,
        order=smartphone_order(),
        employee=CLERK,
        ready_on=date(2026, 12, 1),
        take_until=date(2027, 2, 1),
        is_paid=True,
        sent_by="заказное письмо с описью",
        postal_number="11511492003417",
        earlier=(
            EarlierNotice(datetime(2026, 12, 1, 9, 5, tzinfo=UTC), "СМС", "Заказ готов, ждём вас"),
            EarlierNotice(datetime(2026, 12, 15, 9, 0, tzinfo=UTC), "звонок", "Не ответили на вызов"),
        ),
        dues=(
            Due("Ремонт по смете", 1132000, "акт приёма № СЦ-2026-002319"),
            Due("Хранение с 15.01.2027, 10 дней", 50000, "п. 8 договора, 50 ₽ в день"),
        ),
    )


def unclaimed_free() -> UnclaimedNotice:
    """A warranty repair that nobody collects: nothing to pay."""
    return replace(
        unclaimed(), number="УН-2027-000005", device=washing_machine(), order=order(), is_paid=False,
        sent_by="вручено лично", postal_number=None, earlier=(), dues=(),
    )  # fmt: skip


def unclaimed_company() -> UnclaimedNotice:
    """A company: another article."""
    return replace(
        unclaimed(),
        number="УН-2027-000006",
        customer=company(),
        order=replace(smartphone_order(), use=Use.BUSINESS),
    )


def unclaimed_act() -> UnclaimedAct:
    """A paid repair that nobody collected is sold for a reasonable price."""
    return UnclaimedAct(
        number="АН-2027-000002",
        issued_at=datetime(2027, 3, 29, 11, 0, tzinfo=UTC),
        centre=centre(),
        customer=customer(),
        device=paid_item().device,
        order=smartphone_order(),
        employee=CLERK,
        ready_on=date(2026, 12, 1),
        is_sale=True,
        is_paid=True,
        warned_on=date(2027, 1, 14),
        sent_by="заказным письмом с уведомлением",
        postal_number="11511492003417",
        delivered_on=date(2027, 1, 22),
        acts_from=date(2027, 3, 22),
        commission=("Орлов Д. И.", "Сидоров А. В.", "Петрова А. С."),
        condition="Исправно, дисплейный модуль заменён, на корпусе потёртости, зарядного устройства нет.",
        price=1850000,
        owed=1182000,
        buyer="Кузнецов Игорь Олегович",
    )


def unclaimed_disposal() -> UnclaimedAct:
    """A warranty repair: nothing is due, the device is worth nothing and goes to be scrapped."""
    return replace(
        unclaimed_act(), number="АН-2027-000003", device=washing_machine(), order=order(), is_sale=False,
        is_paid=False, sent_by="под подпись", postal_number=None, price=None, owed=None, buyer=None,
        condition="Бак разрушен коррозией, восстановлению не подлежит.",
    )  # fmt: skip


def change() -> ChangeConsent:
    """Cost and term of a paid repair, asked and agreed by phone."""
    asked = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
    return ChangeConsent(
        number="ДС-2026-000019",
        issued_at=asked,
        centre=centre(),
        customer=customer(),
        device=paid_item().device,
        order=smartphone_order(),
        employee=CLERK,
        asked_at=asked,
        reason="При разборке найден вздувшийся аккумулятор: без замены он повредит новый модуль.",
        cost_before=1232000,
        cost_after=1552000,
        term_before=date(2026, 12, 1),
        term_after=date(2026, 12, 4),
        works=(replace(paid_works()[1], name="Замена аккумулятора", code="Т-09", price=80000),),
        parts=(
            UsedPart(
                "Аккумулятор EB-BA556", "GH82-33902A", price=240000, warranty_months=6,
                warranty_until=date(2027, 5, 28),
            ),
        ),
        answer=ChangeAnswer(
            "согласен", "по телефону", datetime(2026, 11, 25, 7, 12, tzinfo=UTC),
            "Меняйте, заберу пятого.", "запись звонка 20261125-0007", "Петрова А. С.",
        ),
    )  # fmt: skip


def change_term() -> ChangeConsent:
    """A new term of a warranty repair, to be answered by hand."""
    return replace(
        change(), number="ДС-2026-000020", device=washing_machine(), order=order(), cost_before=None,
        cost_after=None, term_before=date(2026, 12, 14), term_after=date(2026, 12, 21), works=(), parts=(),
        reason="Заказчик просил провести экспертизу причин недостатка.", answer=None,
    )  # fmt: skip


def long_change() -> ChangeConsent:
    """A reason of pages."""
    return replace(change(), reason=long_fault(7000))


def papers() -> dict[str, OrderPaper]:
    """Every sample paper to the customer by name."""
    return {
        "loaner": loaner(),
        "loaner_back": loaner_back(),
        "ready": ready(),
        "ready_company": ready_company(),
        "unclaimed": unclaimed(),
        "unclaimed_free": unclaimed_free(),
        "unclaimed_company": unclaimed_company(),
        "unclaimed_act": unclaimed_act(),
        "unclaimed_disposal": unclaimed_disposal(),
        "change": change(),
        "change_term": change_term(),
        "long_change": long_change(),
    }
