"""Checks of legal numbers, phones, serials: each gives the normalised value or raises UserError.

Check digits come from python-stdnum where it agrees with the rules; КПП, БИК, account keys and the
remainders 10–12 of ОГРНИП are not covered there and stand here. It is imported with the first check: it
brings a network library and a browser of documentation, and the list of orders needs phones alone.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from workstation.documents.notices import Notice
from workstation.errors import UserError
from workstation.statuses import CustomerKind

_SEPARATORS = re.compile(r"[\s\u00a0\u202f\u2009\u2010-\u2015\u2212-]+")
_KPP = re.compile(r"[0-9]{4}[0-9A-Z]{2}[0-9]{3}")
_EMAIL = re.compile(r"[^@\s<>\"(),;:\\]+@(?:[^@\s.<>\"(),;:\\]+\.)+[^@\s.<>\"(),;:\\]{2,}")
_LOOKALIKES = str.maketrans("АВЕКМНОРСТУХ", "ABEKMHOPCTYX")

INN_COMPANY, INN_PERSON = 10, 12
OGRN_LENGTH, OGRNIP_LENGTH = 13, 15
BIC_LENGTH, ACCOUNT_LENGTH = 9, 20
IMEI_LENGTH, IMEISV_LENGTH = 15, 16
EMAIL_LONGEST = 254
_CLEARING_CENTRES = ("000", "001", "002")


def _digits(text: str, code: str, field: str | None) -> str:
    """The text without blanks and dashes; anything but ASCII digits is an error `code`."""
    value = _SEPARATORS.sub("", text)
    if not (value.isascii() and value.isdigit()):
        raise UserError(code, field)
    return value


def inn(text: str, field: str | None = None, kind: CustomerKind | None = None) -> str:
    """ИНН of a company (10 digits) or of a person (12); `kind` narrows which of them is meant.

    Raises UserError `inn_format`, `inn_length`, `inn_zeros`, `inn_check`.
    """
    from stdnum.ru import inn as stdnum_inn

    value = _digits(text, "inn_format", field)
    wanted = {None: (INN_COMPANY, INN_PERSON), CustomerKind.COMPANY: (INN_COMPANY,)}.get(kind, (INN_PERSON,))
    if len(value) not in wanted:
        raise UserError("inn_length", field, wanted=" или ".join(map(str, wanted)), got=len(value))
    if value.startswith("00"):
        raise UserError("inn_zeros", field)
    if not stdnum_inn.is_valid(value):
        raise UserError("inn_check", field)
    return value


def kpp(text: str, field: str | None = None) -> str:
    """КПП of a company; raises UserError `kpp_format`."""
    value = _SEPARATORS.sub("", text)
    if not _KPP.fullmatch(value):
        raise UserError("kpp_format", field)
    return value


def ogrn(text: str, field: str | None = None) -> str:
    """ОГРН of a company, 13 digits; raises UserError `ogrn_format`, `ogrn_length`, `ogrn_check`."""
    from stdnum.ru import ogrn as stdnum_ogrn

    value = _digits(text, "ogrn_format", field)
    if len(value) != OGRN_LENGTH:
        raise UserError("ogrn_length", field, got=len(value))
    if value[0] not in "15" or not stdnum_ogrn.is_valid(value):
        raise UserError("ogrn_check", field)
    return value


def ogrnip(text: str, field: str | None = None) -> str:
    """ОГРНИП of an entrepreneur, 15 digits; raises `ogrnip_format`, `ogrnip_length`, `ogrnip_check`."""
    value = _digits(text, "ogrnip_format", field)
    if len(value) != OGRNIP_LENGTH:
        raise UserError("ogrnip_length", field, got=len(value))
    if value[0] != "3" or int(value[:-1]) % 13 % 10 != int(value[-1]):
        raise UserError("ogrnip_check", field)
    return value


def bic(text: str, field: str | None = None) -> str:
    """БИК, 9 digits of a credit institution (04…) or of the treasury (00…02); raises `bic_format`."""
    value = _digits(text, "bic_format", field)
    if len(value) != BIC_LENGTH or value[:2] not in {"00", "01", "02", "04"}:
        raise UserError("bic_format", field)
    return value


def is_treasury(bic_value: str) -> bool:
    """Whether the БИК is of the treasury, whose accounts carry no key."""
    return bic_value[:2] in {"00", "01", "02"}


def bic_notice(bic_value: str, field: str | None = None) -> Notice | None:
    """`bic_treasury`: the account of such a bank cannot be checked."""
    return Notice("bic_treasury", field) if is_treasury(bic_value) else None


def _account_key_fits(prefix: str, account: str) -> bool:
    weights = (7, 1, 3)
    digits = enumerate(prefix + account)
    return sum(int(digit) * weights[place % 3] for place, digit in digits) % 10 == 0


def correspondent_account(text: str, bic_value: str, field: str | None = None) -> str:
    """К/с of the bank with that БИК; raises `account_format` or `correspondent_check`."""
    value = _digits(text, "account_format", field)
    if len(value) != ACCOUNT_LENGTH or not value.strip("0"):
        raise UserError("account_format", field)
    if is_treasury(bic_value):
        return value
    if not value.startswith("301") or not _account_key_fits("0" + bic_value[4:6], value):
        raise UserError("correspondent_check", field)
    return value


def correspondent_notice(account: str, bic_value: str, field: str | None = None) -> Notice | None:
    """`correspondent_tail`: the last three digits usually repeat those of the БИК."""
    if is_treasury(bic_value) or account[-3:] == bic_value[-3:]:
        return None
    return Notice("correspondent_tail", field)


def settlement_account(text: str, bic_value: str, field: str | None = None) -> str:
    """Р/с in the bank with that БИК; raises `account_format` or `account_check`."""
    value = _digits(text, "account_format", field)
    if len(value) != ACCOUNT_LENGTH or not value.strip("0"):
        raise UserError("account_format", field)
    if is_treasury(bic_value) or value.startswith(("03", "40102")):
        return value
    clearing = bic_value[-3:] in _CLEARING_CENTRES
    if not _account_key_fits("0" + bic_value[4:6] if clearing else bic_value[-3:], value):
        raise UserError("account_check", field)
    return value


def imei(text: str) -> str:
    """IMEI without separators; its mistakes are notices, never a block (see `imei_notice`)."""
    return re.sub(r"[\s\u00a0./\\\u2010-\u2015-]+", "", text)


def imei_notice(text: str, field: str | None = None) -> Notice | None:
    """`imei_format` (not 15 digits) or `imei_check` (Luhn does not fit); 16 digits are an IMEISV."""
    value = imei(text)
    if not (value.isascii() and value.isdigit()) or not value.strip("0"):
        return Notice("imei_format", field)
    if len(value) == IMEISV_LENGTH:
        return None
    if len(value) != IMEI_LENGTH:
        return Notice("imei_format", field)
    from stdnum import luhn

    return None if luhn.is_valid(value) else Notice("imei_check", field)


def email(text: str, field: str | None = None) -> str:
    """An address that can be written to, by look alone; raises UserError `email_bad`."""
    value = text.strip()
    if len(value) > EMAIL_LONGEST or not _EMAIL.fullmatch(value):
        raise UserError("email_bad", field)
    return value


_SIGNS = re.compile(r"[\W_]+")


def _fold(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("ё", "е")


@lru_cache(maxsize=8192)
def compact(text: str) -> str:
    """Letters and digits alone, folded, ё as е: the form in which numbers and words are compared."""
    return _SIGNS.sub("", _fold(text))


def name_key(text: str) -> str:
    """Words of a name folded and cleared of signs: two spellings of one name give one key."""
    return " ".join(filter(None, map(compact, text.split())))


def serial_key(text: str) -> str:
    """A serial number for comparison: capital letters and digits, Cyrillic look-alikes as Latin."""
    return _SIGNS.sub("", unicodedata.normalize("NFC", text)).upper().translate(_LOOKALIKES)


def serial_notice(text: str, field: str | None = None) -> Notice | None:
    """`serial_cyrillic`: a letter that looks Latin was typed in the Russian layout."""
    found = [character for character in text.upper() if ord(character) in _LOOKALIKES]
    return Notice("serial_cyrillic", field, {"letters": ", ".join(sorted(set(found)))}) if found else None


class PhoneKind(StrEnum):
    """What a number looks like; a hint, the numbering plan changes."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    TOLLFREE = "tollfree"
    KZ = "kz"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number in E.164 with its extension."""

    e164: str
    extension: str | None
    kind: PhoneKind


_EXTENSION = re.compile(r"[\s,;]*(?:доб(?:авочный)?|внутр?|вн|ext|#)\s*[.:]?\s*(\d{1,8})\s*$", re.IGNORECASE)
_PHONE_SIGNS = re.compile(r"[\s\u00a0\u202f\u2009()./\u2010-\u2015\u2212-]+")
_NATIONAL, _WITH_PREFIX, _SHORTEST, _LONGEST = 10, 11, 8, 15


def parse_phone(text: str, field: str | None = None) -> Phone:
    """A phone as people write it, as `Phone`.

    Raises UserError `phone_empty`, `phone_letters`, `phone_short`, `phone_long`, `phone_bad`.
    """
    extension = _EXTENSION.search(text)
    main = _PHONE_SIGNS.sub("", text[: extension.start()] if extension else text)
    if not main.strip("+"):
        raise UserError("phone_empty", field)
    digits = main.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        raise UserError("phone_letters", field)
    e164 = _abroad(digits, field) if _is_abroad(main) else "+7" + _national(digits, field)
    return Phone(e164, extension.group(1) if extension else None, _phone_kind(e164))


def _is_abroad(main: str) -> bool:
    if main.startswith("+"):
        return not main.startswith("+7") and not (main.startswith("+89") and len(main) == _WITH_PREFIX + 1)
    return main.startswith("810") and len(main) > _WITH_PREFIX


def _abroad(digits: str, field: str | None) -> str:
    number = digits.removeprefix("810") if len(digits) > _WITH_PREFIX else digits
    if len(number) < _SHORTEST:
        raise UserError("phone_short", field, got=len(number))
    if len(number) > _LONGEST:
        raise UserError("phone_long", field, got=len(number))
    return "+" + number


def _national(digits: str, field: str | None) -> str:
    """Ten digits after +7."""
    if len(digits) < _NATIONAL or (len(digits) == _NATIONAL and digits.startswith("89")):
        raise UserError("phone_short", field, got=len(digits))
    if len(digits) > _WITH_PREFIX:
        raise UserError("phone_long", field, got=len(digits))
    number = digits if len(digits) == _NATIONAL else digits[1:]
    if (len(digits) == _WITH_PREFIX and digits[0] not in "78") or number[0] in "012":
        raise UserError("phone_bad", field)
    return number


def _phone_kind(e164: str) -> PhoneKind:
    if not e164.startswith("+7"):
        return PhoneKind.FOREIGN
    if e164.startswith("+7800"):
        return PhoneKind.TOLLFREE
    return {"9": PhoneKind.MOBILE, "6": PhoneKind.KZ, "7": PhoneKind.KZ}.get(e164[2], PhoneKind.LANDLINE)


def format_phone(e164: str, extension: str | None = None) -> str:
    """`+7 912 345-67-89`, with ` доб. 104`; a foreign number stays in one piece."""
    shown = e164
    if e164.startswith("+7") and len(e164) == _WITH_PREFIX + 1:
        shown = f"+7 {e164[2:5]} {e164[5:8]}-{e164[8:10]}-{e164[10:]}"
    return f"{shown} доб. {extension}" if extension else shown


def phone_tail(e164: str) -> str:
    """The last ten digits, by which customers are found."""
    return re.sub(r"\D", "", e164)[-_NATIONAL:]
