"""Scannable codes: `ASC1:` names a row of this base, `ASP1:` is a signed equipment passport, `ASA1:` a deed.

ASC1, the code of a row: an order, a place, a part or its piece, a bin, an order to a supplier, a receipt
    `ASC1:` + 13 characters + 1 check character. The characters are the row's key, an integer of
    0 … 2⁶³−1, in base 32 with the alphabet `0123456789ABCDEFGHJKMNPQRSTVWXYZ` (no I, L, O, U), most
    significant first. The check character is Luhn mod 32 over the same alphabet: it finds every wrong
    character and nearly every swap of neighbours. A reader takes small letters, I and L for 1, O for 0,
    and a keyboard scanner that typed in the Russian layout.

ASA1, the code of a deed at the bench
    `ASA1:` + its name in capital Latin letters: what a key does, for a hand that holds only the scanner. It
    works on the order that lies on the bench.

ASP1, the code of a passport
    `ASP1:` + base45 (RFC 9285) of: key id (4 bytes) + body + Ed25519 signature of the body (64 bytes).
    The key id is the first 4 bytes of SHA-256 of the raw public key. Every character is of the QR
    alphanumeric set, so that the code stays small.
    Body: one byte of the format's version (1); two dates (warranty until, issued on), each two bytes, big
    endian, days since 2000-01-01, 0 meaning none; then five texts: number, category, brand, model,
    serial. A text is one byte of length, with the high bit set where the bytes are UTF-8 and clear where
    they are windows-1251, then the bytes.
    Room: number 24 bytes, category 20, brand 16, model 24, serial 24. What is longer is cut at a whole
    character and ends in `~`; of a serial the end is kept and `~` stands first; a number is never cut.
    A serial goes in as it is compared (capitals and digits alone). The payload is at most 284 characters,
    about 190 for an ordinary device.
"""

from __future__ import annotations

from datetime import date, timedelta

from workstation.documents.codes import CodeLabel, PassportCode
from workstation.documents.codes import PassportFields as PassportFields
from workstation.errors import UserError
from workstation.rules.validators import serial_key

SCAN_PREFIX = "ASC1:"
PASSPORT_PREFIX = "ASP1:"
ACTION_PREFIX = "ASA1:"
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
KEY_CHARACTERS = 13
LARGEST_KEY = 2**63 - 1
QR_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
KEY_ID_BYTES, SIGNATURE_BYTES = 4, 64

_BODY_VERSION = 1
_ROOM = {"number": 24, "category": 20, "brand": 16, "model": 24, "serial": 24}
_UTF8_FLAG = 0x80
_EPOCH = date(2000, 1, 1)
_LAST_DAY = 0xFFFF
_RUSSIAN_LAYOUT = str.maketrans(
    "йцукенгшщзфывапролдячсмитьЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬЖж",
    "qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXCVBNM::",
)
_READ_AS = str.maketrans("ILO", "110")


def encode(key: int) -> str:
    """The code of a row's key; raises ValueError for a key outside 0 … 2⁶³−1."""
    if not 0 <= key <= LARGEST_KEY:
        raise ValueError(key)
    from stdnum import luhn

    body = "".join(ALPHABET[(key >> (5 * place)) & 31] for place in reversed(range(KEY_CHARACTERS)))
    return SCAN_PREFIX + body + luhn.calc_check_digit(body, ALPHABET)


def cell_label(bin_id: int, warehouse: str, cell: str) -> CodeLabel:
    """What the label of a cell shows; a warehouse without cells has its own."""
    return CodeLabel(encode(bin_id), cell or warehouse, warehouse if cell else "склад без ячеек")


def _latin(text: str) -> str:
    return text.strip().translate(_RUSSIAN_LAYOUT).upper()


def is_scan_code(text: str) -> bool:
    """Whether what was scanned or typed claims to be a code of ours."""
    return _latin(text).startswith(SCAN_PREFIX)


def action_of(text: str) -> str | None:
    """The name of the deed in a scanned code; None for any other code."""
    value = _latin(text)
    return value.removeprefix(ACTION_PREFIX) if value.startswith(ACTION_PREFIX) else None


def decode(text: str, field: str | None = None) -> int:
    """The key in a scanned or typed code; raises UserError `scan_code_bad` or `scan_code_check`."""
    value = _latin(text)
    if not value.startswith(SCAN_PREFIX):
        raise UserError("scan_code_bad", field)
    value = value.removeprefix(SCAN_PREFIX).translate(_READ_AS)
    if len(value) != KEY_CHARACTERS + 1 or not set(value) <= set(ALPHABET):
        raise UserError("scan_code_bad", field)
    from stdnum import luhn

    if not luhn.is_valid(value, ALPHABET):
        raise UserError("scan_code_check", field)
    key = 0
    for character in value[:-1]:
        key = key * len(ALPHABET) + ALPHABET.index(character)
    if key > LARGEST_KEY:
        raise UserError("scan_code_bad", field)
    return key


def pack(fields: PassportFields) -> bytes:
    """The body to be signed; raises UserError `passport_number_long` or `passport_date`."""
    texts = [
        fields.number,
        _cut(fields.category, _ROOM["category"]),
        _cut(fields.brand, _ROOM["brand"]),
        _cut(fields.model, _ROOM["model"]),
        _cut_front(serial_key(fields.serial), _ROOM["serial"]),
    ]
    if len(_encoded(fields.number)) > _ROOM["number"]:
        raise UserError("passport_number_long", "number")
    dates = _packed_date(fields.warranty_until) + _packed_date(fields.issued_on)
    return bytes([_BODY_VERSION]) + dates + b"".join(map(_packed_text, texts))


def payload(body: bytes, key_id: bytes, signature: bytes) -> str:
    """The text of the QR from a signed body."""
    if len(key_id) != KEY_ID_BYTES or len(signature) != SIGNATURE_BYTES:
        raise ValueError("key id of 4 bytes and signature of 64 expected")
    return PASSPORT_PREFIX + base45(key_id + body + signature)


def unpack(text: str) -> PassportCode:
    """The parts of a scanned payload, unproved; raises UserError `passport_code_bad`."""
    value = text.strip().upper()
    if not value.startswith(PASSPORT_PREFIX):
        raise UserError("passport_code_bad")
    raw = unbase45(value.removeprefix(PASSPORT_PREFIX))
    body = raw[KEY_ID_BYTES:-SIGNATURE_BYTES]
    return PassportCode(_fields(body), body, raw[:KEY_ID_BYTES], raw[-SIGNATURE_BYTES:])


def base45(data: bytes) -> str:
    """RFC 9285: two bytes as three characters, a last single byte as two."""
    text = []
    for pair in (data[start : start + 2] for start in range(0, len(data), 2)):
        number = int.from_bytes(pair, "big")
        for _ in range(len(pair) + 1):
            number, digit = divmod(number, 45)
            text.append(QR_ALPHABET[digit])
    return "".join(text)


def unbase45(text: str) -> bytes:
    """The bytes of a base45 text; raises UserError `passport_code_bad`."""
    data = bytearray()
    for start in range(0, len(text), 3):
        chunk = text[start : start + 3]
        try:
            number = sum(QR_ALPHABET.index(character) * 45**place for place, character in enumerate(chunk))
            data += number.to_bytes(len(chunk) - 1, "big")
        except (ValueError, OverflowError):
            raise UserError("passport_code_bad") from None
    return bytes(data)


def _as_cp1251(text: str) -> bytes | None:
    try:
        return text.encode("cp1251")
    except UnicodeEncodeError:
        return None


def _encoded(text: str) -> bytes:
    data = _as_cp1251(text)
    return text.encode("utf-8", "replace") if data is None else data


def _cut(text: str, room: int) -> str:
    if len(_encoded(text)) <= room:
        return text
    while len(_encoded(text + "~")) > room:
        text = text[:-1]
    return text + "~"


def _cut_front(text: str, room: int) -> str:
    return _cut(text[::-1], room)[::-1]


def _packed_text(text: str) -> bytes:
    data = _encoded(text)
    return bytes([len(data) | (0 if data == _as_cp1251(text) else _UTF8_FLAG)]) + data


def _packed_date(day: date | None) -> bytes:
    number = (day - _EPOCH).days if day else 0
    if (day and number <= 0) or number > _LAST_DAY:
        raise UserError("passport_date")
    return number.to_bytes(2, "big")


def _fields(body: bytes) -> PassportFields:
    try:
        version, rest = body[0], body[5:]
        until, issued = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
        texts = []
        for _ in _ROOM:
            length = rest[0] & ~_UTF8_FLAG
            data, codec = rest[1 : 1 + length], "utf-8" if rest[0] & _UTF8_FLAG else "cp1251"
            if len(data) != length:
                raise UserError("passport_code_bad")
            texts.append(data.decode(codec))
            rest = rest[1 + length :]
    except (IndexError, UnicodeDecodeError):
        raise UserError("passport_code_bad") from None
    if version != _BODY_VERSION or rest:
        raise UserError("passport_code_bad")
    number, category, brand, model, serial = texts
    return PassportFields(number, category, brand, model, serial, _date(until), _date(issued))


def _date(days: int) -> date | None:
    return _EPOCH + timedelta(days=days) if days else None
