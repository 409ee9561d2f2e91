"""Scan codes and passport payloads: round trips, errors found, nothing outside the QR alphabet."""

from __future__ import annotations

import contextlib
import string
from dataclasses import replace
from datetime import date

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from workstation.documents.codes import CodeLabel, PassportFields
from workstation.errors import UserError
from workstation.rules import codes

WASHER = PassportFields(
    number="П-2026-000871",
    category="washing_machine",
    brand="Bosch",
    model="WAN28263BY",
    serial="FD 0503 000123",
    warranty_until=date(2027, 7, 1),
    issued_on=date(2026, 11, 28),
)
KEY_ID, SIGNATURE = b"\x01\x02\x03\x04", bytes(range(64))


@given(st.integers(0, codes.LARGEST_KEY))
def test_a_key_survives_its_code(key: int) -> None:
    code = codes.encode(key)
    assert code.isascii()
    assert len(code) == len("ASC1:") + 14
    assert set(code) <= set(codes.QR_ALPHABET)
    assert codes.decode(code) == key
    assert codes.decode(f" {code.lower()} ") == key


@given(st.integers(0, codes.LARGEST_KEY), st.integers(0, 13), st.integers(1, 31))
def test_one_wrong_character_is_always_seen(key: int, place: int, shift: int) -> None:
    body = codes.encode(key).removeprefix("ASC1:")
    other = codes.ALPHABET[(codes.ALPHABET.index(body[place]) + shift) % 32]
    with pytest.raises(UserError) as caught:
        codes.decode("ASC1:" + body[:place] + other + body[place + 1 :])
    assert caught.value.code in {"scan_code_check", "scan_code_bad"}


def test_letters_people_mix_up_are_read() -> None:
    code = codes.encode(1)
    assert codes.decode(code.replace("0", "O").replace("1", "I").replace("ASCI:", "ASC1:")) == 1


def test_a_scanner_in_the_russian_layout_is_read() -> None:
    qwerty, russian = "qwertyuiopasdfghjklzxcvbnm", "йцукенгшщзфывапролдячсмить"
    code = codes.encode(9_007_199_254_740_993)
    typed = code.lower().translate(str.maketrans(qwerty, russian)).replace(":", "Ж")
    assert not typed.isascii()
    assert codes.is_scan_code(typed)
    assert codes.decode(typed) == 9_007_199_254_740_993


@pytest.mark.parametrize(
    "bad", ["", "ASC1:", "СЦ-2026-000123", "ASC1:" + "0" * 13, "ASC1:" + "Z" * 15, "ASC2:00"]
)
def test_what_is_no_code(bad: str) -> None:
    with pytest.raises(UserError, match="scan_code_bad"):
        codes.decode(bad)


@pytest.mark.parametrize("key", [-1, 2**63])
def test_a_key_out_of_range_is_our_bug(key: int) -> None:
    with pytest.raises(ValueError, match=str(key)):
        codes.encode(key)


@pytest.mark.parametrize(
    ("data", "text"), [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581")]
)
def test_base45_has_the_vectors_of_its_standard(data: bytes, text: str) -> None:
    assert codes.base45(data) == text
    assert codes.unbase45(text) == data


@given(st.binary(max_size=200))
def test_base45_round_trip(data: bytes) -> None:
    assert codes.unbase45(codes.base45(data)) == data


@pytest.mark.parametrize("bad", ["GGW", "::", "A", "BBa", "FGWA"])
def test_base45_rejects(bad: str) -> None:
    with pytest.raises(UserError, match="passport_code_bad"):
        codes.unbase45(bad)


def test_an_ordinary_passport_is_short_and_comes_back() -> None:
    text = codes.payload(codes.pack(WASHER), KEY_ID, SIGNATURE)
    assert len(text) <= 230
    assert set(text) <= set(codes.QR_ALPHABET)
    code = codes.unpack(text)
    fields, body, key_id, signature = code
    assert (fields, body, key_id, signature) == (code.fields, code.body, code.key_id, code.signature)
    assert code.fields == replace(WASHER, serial="FD0503000123")
    assert (code.key_id, code.signature, code.body) == (KEY_ID, SIGNATURE, codes.pack(WASHER))


def test_a_signature_proves_the_body_and_a_changed_body_fails() -> None:
    key = Ed25519PrivateKey.generate()
    body = codes.pack(WASHER)
    code = codes.unpack(codes.payload(body, KEY_ID, key.sign(body)))
    key.public_key().verify(code.signature, code.body)
    forged = codes.pack(replace(WASHER, warranty_until=date(2030, 1, 1)))
    with pytest.raises(InvalidSignature):
        key.public_key().verify(code.signature, forged)


def test_long_texts_are_cut_with_a_mark_and_a_serial_keeps_its_end() -> None:
    long = replace(WASHER, brand="Ж" * 40, model="M" * 40, serial="S" * 30 + "LAST6X", category="c" * 40)
    text = codes.payload(codes.pack(long), KEY_ID, SIGNATURE)
    fields = codes.unpack(text).fields
    assert fields.brand == "Ж" * 15 + "~"
    assert fields.model == "M" * 23 + "~"
    assert fields.serial.startswith("~SSS")
    assert fields.serial.endswith("LAST6X")
    assert len(text) <= 284


def test_a_number_is_never_cut() -> None:
    with pytest.raises(UserError, match="passport_number_long"):
        codes.pack(replace(WASHER, number="П" * 25))


@pytest.mark.parametrize("day", [date(1999, 1, 1), date(2000, 1, 1), date(2300, 1, 1)])
def test_dates_that_do_not_fit(day: date) -> None:
    with pytest.raises(UserError, match="passport_date"):
        codes.pack(replace(WASHER, warranty_until=day))


@given(
    st.builds(
        PassportFields,
        number=st.text("П-0123456789СЦ", max_size=20),
        category=st.text(string.ascii_lowercase + "_", max_size=20),
        brand=st.text(max_size=30),
        model=st.text(max_size=30),
        serial=st.text(max_size=40),
        warranty_until=st.none() | st.dates(date(2000, 1, 2), date(2150, 1, 1)),
        issued_on=st.none() | st.dates(date(2000, 1, 2), date(2150, 1, 1)),
    )
)
def test_any_device_fits_and_packs_the_same_again(fields: PassportFields) -> None:
    text = codes.payload(codes.pack(fields), KEY_ID, SIGNATURE)
    assert len(text) <= 284
    read = codes.unpack(text).fields
    assert (read.number, read.warranty_until, read.issued_on) == (
        fields.number,
        fields.warranty_until,
        fields.issued_on,
    )


@given(st.text(codes.QR_ALPHABET, max_size=300))
def test_any_scanned_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(UserError):
        assert len(codes.unpack("ASP1:" + text).key_id) == 4


def test_the_label_of_a_cell_names_it_and_its_warehouse() -> None:
    assert codes.cell_label(7, "Основной склад", "А-12") == CodeLabel(
        codes.encode(7), "А-12", "Основной склад"
    )
    assert codes.cell_label(7, "Архив", "").name == "Архив"
    assert codes.cell_label(7, "Архив", "").note == "склад без ячеек"
