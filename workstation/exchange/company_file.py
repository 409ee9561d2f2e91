"""The company file of `init --company`: strict JSON to the centre's details."""

from __future__ import annotations

from workstation.documents.centre import CompanyData, TaxRegime
from workstation.documents.papers import BankDetails, CentreDetails
from workstation.documents.warranty import BrandAuthorisation
from workstation.exchange.json_reader import ObjectReader, read_object
from workstation.exchange.warranty_json import read_authorisation


def read_company(text: bytes | str) -> CompanyData:
    """Read the centre's details; the numbers are judged by `rules.company.check`.

    Raises UserError `json_bad`, `json_not_object`, or ErrorList with every mistake by its dotted path.
    """
    reader = read_object(text)
    reader.need("name")
    tax = reader.child("tax")
    data = CompanyData(
        details=_details(reader),
        tax_regime=tax.choice("regime", TaxRegime) if tax else None,
        authorisations=tuple(map(_authorisation, reader.children("authorisations"))),
    )
    reader.finish()
    return data


def _details(reader: ObjectReader) -> CentreDetails:
    director, accountant = reader.child("director"), reader.child("accountant")
    return CentreDetails(
        name=reader.text("name") or "",
        short_name=reader.text("short_name") or "",
        inn=reader.text("inn") or "",
        kpp=reader.text("kpp") or "",
        ogrn=reader.text("ogrn") or "",
        address=reader.text("address") or "",
        phones=reader.texts("phones"),
        email=reader.text("email") or "",
        hours=reader.text("hours") or "",
        director_name=(director.text("name") if director else None) or "",
        director_title=(director.text("title") if director else None) or "",
        accountant_name=(accountant.text("name") if accountant else None) or "",
        bank=_bank(reader.child("bank")),
    )


def _bank(reader: ObjectReader | None) -> BankDetails | None:
    if reader is None:
        return None
    return BankDetails(
        name=reader.text("name") or "",
        bic=reader.text("bic") or "",
        correspondent_account=reader.text("correspondent_account") or "",
        account=reader.text("account") or "",
    )


def _authorisation(reader: ObjectReader) -> BrandAuthorisation:
    reader.need("brand")
    return read_authorisation(reader) or BrandAuthorisation("")
