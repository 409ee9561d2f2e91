"""Consent sheets: what the law wants in them, and that they stand alone."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from printing import render, samples
from tests.printing.reading import fonts_of, information, letters_of, text_of
from workstation.statuses import CustomerKind, DocumentKind

KINDS = (DocumentKind.PERSONAL_DATA_CONSENT, DocumentKind.ADVERTISING_CONSENT)


@pytest.mark.parametrize("kind", KINDS)
def test_a_consent_says_everything(kind: DocumentKind) -> None:
    consent = samples.consent(kind)
    paper = render(consent, samples.stamp(), assets=samples.assets())
    text = text_of(paper)
    assert information(paper)["Title"] == f"{kind.label} № СГ-2026-000114"
    for fact in (
        "Иванова Мария Петровна",
        "ООО «Сервис-Центр»",
        "Иванова М. П.",
        "подпись",
        "дата",
        "Версия текста: 1",
    ):
        assert fact in text
    for paragraph in consent.paragraphs:
        for sentence in paragraph.split(". "):
            assert letters_of(sentence) in letters_of(text)
    assert all(embedded for _, embedded in fonts_of(paper))


@pytest.mark.parametrize("kind", KINDS)
def test_a_consent_names_what_the_law_wants(kind: DocumentKind) -> None:
    text = " ".join(samples.consent(kind).paragraphs)
    for words in ("Цель: ", "Перечень данных: ", "Действия: ", "Срок: ", "добровольное", "тридцати дней"):
        assert words in text
    assert "паспорт" not in text.lower()


def test_each_consent_is_its_own() -> None:
    data, advertising = (" ".join(samples.consent(kind).paragraphs).lower() for kind in KINDS)
    assert "реклам" not in data
    assert "реклам" in advertising


def test_the_catalogue_fills_its_places() -> None:
    rows = json.loads((samples.RESOURCES / "catalogues" / "consents.json").read_text("utf-8"))["rows"]
    assert [row["kind"] for row in rows] == [kind.value for kind in KINDS]
    for row in rows:
        for paragraph in row["paragraphs"]:
            assert "{" not in paragraph.format(centre="Ц", address="А", phone="Т", email="П", inn="И")


def test_a_long_consent_keeps_its_signature_with_its_text() -> None:
    for count in range(5, 60, 3):
        consent = replace(
            samples.consent(), paragraphs=samples.consent().paragraphs * 4 + ("Слово. " * count,) * 3
        )
        pages = text_of(render(consent, samples.stamp()), layout=True).split("\f")
        last = next(page for page in pages if "подпись" in page)
        assert "Слово." in last


def test_a_representative_signs_for_a_company() -> None:
    party = replace(samples.customer(), kind=CustomerKind.COMPANY, name="ООО «Ёлка»", contact="Щёголева Юлия")
    text = text_of(render(replace(samples.consent(), customer=party), samples.stamp()))
    assert "Заказчик ООО «Ёлка»" in text
    assert "Щёголева Юлия" in text
