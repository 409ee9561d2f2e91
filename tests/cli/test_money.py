"""Prices, invoices and payments by the command line: money as strings, errors by code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import COMPANY, INTAKES, Ran, Run
from tests.printing.reading import codes_of, pages_of, text_of
from tests.support.payment import read_payment

PAID = INTAKES / "good_02_paid_smartphone.json"


@pytest.fixture
def base(base_within: Run) -> Run:
    return base_within


def deed(base: Run, *words: str, **said: Any) -> Ran:
    """One verb with its data from standard input."""
    return base(*words, "-", stdin=json.dumps(said))


def done(base: Run, *words: str, **said: Any) -> Any:
    """A verb that is done; its document."""
    ran = deed(base, *words, **said)
    assert ran.code == 0, ran
    return ran.document


def in_repair(base: Run) -> str:
    """A paid order with two priced lines; gives its number."""
    number: str = base("intake", PAID).document["order"]
    done(base, "do", number, "start_diagnosis")
    done(base, "do", number, "record_diagnosis", nature="operational", conclusion="разбит дисплей")
    return number


def test_from_the_price_to_the_receipt(base: Run) -> None:
    code = "РАЗБОР"
    operations = base("price").document
    assert [one["verb"] for one in operations["verbs"]] == ["set"]
    refused = deed(base, "price", "set", operation=code, price="1500.00")
    assert (refused.code, refused.error["code"]) == (2, "operation_unknown")
    number = in_repair(base)
    done(base, "do", number, "add_work", name="Замена дисплея", price="4500.00")
    done(base, "do", number, "add_part", name="Дисплей", quantity=1, price="8000.50", old_part="to_customer")
    state = base("order", number).document["money"]
    assert (state["total"], state["is_priced"], state["prepaid"]) == ("12500.50", True, state["paid"])
    line = state["lines"][0]
    assert (line["price"], line["total"], line["payer"]) == ("4500.00", "4500.00", "customer")
    done(base, "do", number, "discount", reason="акция", percent=10, line=line["line_id"])
    made = done(base, "invoice", "issue", order=number)
    assert made["row"]["number"] == "СЧ-2026-000001"
    assert (made["row"]["total"], made["taxed"]["lines"][0]["discount"]) == ("12050.50", "450.00")
    shown = base("invoice", "show", "СЧ-2026-000001").document
    assert (shown["debt"], shown["sums"][0]["vat_code"]) == ("11050.50", "v22")
    (owed,) = base("invoice", "list").document
    assert owed["vat"] == shown["sums"][0]["vat"]
    (debt,) = base("payment", "debts").document
    assert (debt["debt"], debt["order"]) == ("11050.50", number)


def test_what_is_to_be_given_back(base: Run) -> None:
    number = in_repair(base)
    paid = base("order", number).document["money"]["paid"]
    assert base("payment", "to_return").document == []
    done(base, "do", number, "return_unrepaired", reason="забрал без ремонта")
    (row,) = base("payment", "to_return").document
    assert (row["order"], row["amount"], row["total"]) == (number, paid, "0.00")
    assert base("payment", "to_return", "--order", number).document == [row]


def test_payments_refunds_and_a_day(base: Run) -> None:
    number = in_repair(base)
    before = base("order", number).document["money"]["paid"]
    paid = done(base, "payment", "take", order=number, amount="1000.50", method="card")["id"]
    done(base, "payment", "refund", payment=paid, amount="100.25", reason="передумал")
    done(base, "payment", "punch", payment=paid, receipt="ФД 17")
    over = deed(base, "payment", "refund", payment=paid, amount="900.26", reason="ещё")
    assert (over.code, over.error["code"], over.error["field"]) == (2, "refund_over", "amount")
    wrong = deed(base, "payment", "take", order=number, amount="1.001", method="cash")
    assert (wrong.code, wrong.error["code"]) == (2, "money_decimals")
    day = base("payment", "day").document
    (card,) = [one for one in day["sums"] if one["method"] == "card"]
    assert (card["came"], card["returned"], card["count"], card["unpunched"]) == ("1000.50", "100.25", 2, 1)
    assert base("payment", "day", "2026-05-21").document["came"] == "0.00"
    assert base("payment", "day", "вчера").error["code"] == "date_bad"
    listed = base("payment", "list", "--order", number).document
    assert {one["left"] for one in listed if one["id"] == paid} == {"900.25"}
    waiting = base("payment", "unpunched").document
    assert paid not in [one["id"] for one in waiting]
    after = base("order", number).document
    assert after["money"]["paid"] == f"{float(before) + 900.25:.2f}"
    assert [one["kind"] for one in after["payments"]].count("refund") == 1


def test_an_account_with_a_wrong_check_digit_makes_no_base(run: Run, tmp_path: Path) -> None:
    company = json.loads(COMPANY.read_text(encoding="utf-8"))
    account = company["bank"]["account"]
    company["bank"]["account"] = f"{account[:-1]}{(int(account[-1]) + 1) % 10}"
    file = tmp_path / "company.json"
    file.write_text(json.dumps(company), encoding="utf-8")
    made = run("--db", tmp_path / "b.db", "init", "--training", "--company", file)
    assert (made.code, made.error["code"], made.error["field"]) == (2, "account_check", "bank.account")
    assert not (tmp_path / "b.db").exists()


def test_a_cancelled_invoice_is_replaced(base: Run) -> None:
    number = in_repair(base)
    done(base, "do", number, "add_work", name="Замена дисплея", price="4500.00")
    first = done(base, "invoice", "issue", order=number)["row"]["number"]
    again = deed(base, "invoice", "issue", order=number)
    assert (again.code, again.error["code"]) == (2, "invoice_exists")
    second = done(base, "invoice", "cancel", invoice=first, reason="ошибка", replace=True)
    assert (second["row"]["number"], second["replaces"]) == ("СЧ-2026-000002", first)
    states = [one["state"] for one in base("invoice", "list", "--all", "--order", number).document]
    assert states == ["issued", "cancelled"]
    assert base("check").code == 0


def test_papers_of_money_come_as_files(base: Run, tmp_path: Path) -> None:
    firm = json.loads((INTAKES / "good_03_company_monitor.json").read_text("utf-8"))
    firm["request"]["kind"] = "paid"
    number = base("intake", "-", stdin=json.dumps(firm)).document["order"]
    done(base, "do", number, "start_diagnosis")
    done(base, "do", number, "record_diagnosis", nature="operational", conclusion="разбит дисплей")
    refused = base("paper", number, "invoice", tmp_path / "no.pdf")
    assert (refused.code, refused.error["code"]) == (2, "invoice_none")
    done(base, "do", number, "add_work", name="Замена | дисплея", price="4500.00")
    done(base, "do", number, "add_part", name="Дисплей", quantity=2, price="8000.50", old_part="to_customer")
    done(base, "do", number, "offer_estimate", kind="firm", channel="phone")
    done(base, "do", number, "record_answer", answer="agreed", way="phone")
    done(base, "payment", "take", order=number, amount="500.00", method="transfer")
    invoice = done(base, "invoice", "issue", order=number)["row"]["number"]
    pages = {}
    for kind in ("invoice", "estimate"):
        ran = base("paper", number, kind, tmp_path / f"{kind}.pdf")
        assert (ran.code, ran.document["copy"]) == (0, False)
        pages[kind] = (tmp_path / f"{kind}.pdf").read_bytes()
    (picture,) = pages_of(pages["invoice"])
    paid = read_payment(codes_of(picture)[0])
    assert (paid["sum"], paid["personalacc"]) == ("2000100", "40702810600000012345")
    assert invoice in paid["purpose"]
    assert paid["purpose"].endswith("НДС 22 % 3606-74")
    assert "двадцать тысяч один рубль 00 копеек" in text_of(pages["invoice"])
    assert "20 501,00" in text_of(pages["estimate"]).replace("\u00a0", " ")
    assert base("paper", number, "service_act", tmp_path / "act.pdf").error["code"] == "repair_not_over"
    back = base("payment", "list", "--order", number).document[0]["id"]
    done(base, "payment", "refund", payment=back, reason="ошибка")
    done(base, "invoice", "cancel", invoice=invoice, reason="ошибка", replace=True)
    assert base("paper", number, "invoice", tmp_path / "second.pdf").document["copy"] is False
    assert f"счёта № {invoice}" in text_of((tmp_path / "second.pdf").read_bytes()).replace("\u00a0", " ")
    assert base("check").code == 0


def test_work_over_the_estimate_waits_for_the_customer(base: Run) -> None:
    number = in_repair(base)
    done(base, "do", number, "add_work", name="Замена дисплея", price="4500.00")
    stopped = deed(base, "do", number, "start_repair")
    assert (stopped.code, stopped.error["code"]) == (2, "over_approved")
    assert "4\u00a0500,00" in stopped.error["message"]
    said = {one["verb"]: one for one in base("do", number).document}
    assert [one["code"] for one in said["start_repair"]["lacks"]] == ["over_approved"]
    assert said["offer_estimate"]["fields"]["limit"]["type"] == "money"
    done(base, "do", number, "offer_estimate", kind="firm", channel="phone", limit="5000.00")
    done(base, "do", number, "record_answer", answer="agreed", way="phone")
    done(base, "do", number, "start_repair")
    shown = base("order", number).document
    (version,) = shown["estimates"]
    assert (version["state"], version["total"], version["limit"]) == ("agreed", "4500.00", "5000.00")
    assert (shown["money"]["agreed"], shown["money"]["may_spend"], shown["money"]["is_over"]) == (
        "4500.00",
        "5000.00",
        False,
    )
    assert base("check").code == 0
