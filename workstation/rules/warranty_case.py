"""The case in the making: what the rules have said so far, before it is frozen into a verdict."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from workstation.documents.warranty import (
    Burden,
    Clock,
    Compensation,
    Entitlement,
    EntitlementCode,
    Facts,
    Free,
    Payer,
    RuleResult,
    TraceLine,
    Verdict,
)
from workstation.rules.law import Law
from workstation.rules.warranty_terms import Cover


@dataclass(slots=True)
class Case:
    """Facts, law and the answers so far; `refused_by` is code → words of what was proved."""

    facts: Facts
    law: Law
    code: EntitlementCode = EntitlementCode.UNKNOWN
    free: Free = Free.UNKNOWN
    until: date | None = None
    extended_days: int = 0
    burden: Burden = Burden.NONE
    payer: Payer | None = None
    start: date | None = None
    part: Cover | None = None
    reasons: list[str] = field(default_factory=list)
    refused_by: dict[str, str] = field(default_factory=dict)
    ask: set[str] = field(default_factory=set)
    warnings: set[str] = field(default_factory=set)
    clocks: list[Clock] = field(default_factory=list)
    trace: list[TraceLine] = field(default_factory=list)

    def say(self, rule: str, result: RuleResult, source: str, text: str) -> None:
        """One more line of the trace."""
        self.trace.append(TraceLine(rule, result, source, text))

    def decide(
        self, code: EntitlementCode, free: Free, payer: Payer | None, burden: Burden, until: date | None
    ) -> None:
        """The answer as it stands after a rule."""
        self.code, self.free, self.payer, self.burden, self.until = code, free, payer, burden, until

    def verdict(self) -> Verdict:
        """The frozen result; the term is the first clock."""
        entitlement = Entitlement(
            code=self.code,
            free=self.free,
            until=self.until,
            extended_days=self.extended_days,
            burden=self.burden,
            term=self.clocks[0] if self.clocks else None,
            refused_by=tuple(sorted(self.refused_by)),
            refused_for=tuple(text for _code, text in sorted(self.refused_by.items())),
        )
        return Verdict(
            entitlement,
            Compensation(self.payer or Payer.UNKNOWN, tuple(self.reasons)),
            tuple(sorted(self.warnings)),
            tuple(sorted(self.ask)),
            tuple(self.clocks),
            tuple(self.trace),
        )
