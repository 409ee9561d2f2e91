"""The service centre itself: what `init --company` and the first-start wizard hand over."""

from __future__ import annotations

from dataclasses import dataclass

from workstation.documents.papers import CentreDetails
from workstation.documents.warranty import BrandAuthorisation
from workstation.i18n import mark
from workstation.statuses import Labelled


class TaxRegime(Labelled):
    """The centre's tax regime; rates are dated data elsewhere."""

    OSNO = "osno", mark("Общая система")
    USN_INCOME = "usn_income", mark("УСН, доходы")
    USN_INCOME_OUTCOME = "usn_income_outcome", mark("УСН, доходы минус расходы")
    PATENT = "patent", mark("Патент")


@dataclass(frozen=True, slots=True)
class CompanyData:
    """Details for the head of papers, taxes and the brands the centre is authorised for.

    Every text may be empty: a step of the wizard can be finished later.
    """

    details: CentreDetails
    tax_regime: TaxRegime | None = None
    authorisations: tuple[BrandAuthorisation, ...] = ()
