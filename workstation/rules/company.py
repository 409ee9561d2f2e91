"""Checks of the centre's own details: each number by its rule, what is empty may be filled in later."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from workstation.documents.centre import CompanyData
from workstation.documents.notices import Check, Notice
from workstation.documents.papers import BankDetails, CentreDetails
from workstation.documents.warranty import BrandAuthorisation
from workstation.errors import UserError
from workstation.rules import validators
from workstation.rules.wording import show_date

_Found = Iterator[UserError | Notice]


def check(company: CompanyData) -> Check:
    """Every error and notice, with paths of the company file."""
    found = [*_details(company.details), *_bank(company.details.bank), *_contracts(company.authorisations)]
    return Check(
        tuple(one for one in found if isinstance(one, UserError)),
        tuple(one for one in found if isinstance(one, Notice)),
    )


def _tried(checked: Callable[[], object]) -> _Found:
    try:
        checked()
    except UserError as error:
        yield error


def _details(details: CentreDetails) -> _Found:
    if not details.name.strip():
        yield UserError("required", "name")
    if details.inn:
        yield from _tried(lambda: validators.inn(details.inn, "inn"))
    if details.kpp and len(details.inn) == validators.INN_PERSON:
        yield UserError("kpp_company_only", "kpp")
    elif details.kpp:
        yield from _tried(lambda: validators.kpp(details.kpp, "kpp"))
    if details.ogrn:
        entrepreneur = len(details.inn) == validators.INN_PERSON
        rule = validators.ogrnip if entrepreneur else validators.ogrn
        yield from _tried(lambda: rule(details.ogrn, "ogrn"))
    for place, phone in enumerate(details.phones):
        yield from _tried(partial(validators.parse_phone, phone, f"phones.{place}"))
    if details.email:
        yield from _tried(lambda: validators.email(details.email, "email"))


def _bank(bank: BankDetails | None) -> _Found:
    if bank is None or not bank.bic:
        return
    try:
        bic = validators.bic(bank.bic, "bank.bic")
    except UserError as error:
        yield error
        return
    notice = validators.bic_notice(bic, "bank.bic")
    yield from [notice] if notice else []
    account, field = bank.correspondent_account, "bank.correspondent_account"
    if account:
        yield from _tried(lambda: validators.correspondent_account(account, bic, field))
        notice = validators.correspondent_notice(account, bic, field)
        yield from [notice] if notice else []
    if bank.account:
        yield from _tried(lambda: validators.settlement_account(bank.account, bic, "bank.account"))


def _contracts(contracts: tuple[BrandAuthorisation, ...]) -> _Found:
    for place, one in enumerate(contracts):
        if not one.brand.strip():
            yield UserError("required", f"authorisations.{place}.brand")
        if one.valid_from and one.valid_to and one.valid_to < one.valid_from:
            earlier = show_date(one.valid_from)
            yield UserError("date_before", f"authorisations.{place}.valid_to", earlier=earlier)
