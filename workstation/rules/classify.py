"""What a contact is before it is a repair: a few questions in a fixed order, asked only while they matter.

The first is whether the customer is dissatisfied with the centre. Then the test of an interruption: it worked
before in an agreed mode and does not now. What never worked that way is no incident but a wish.
"""

from __future__ import annotations

from collections.abc import Mapping

from workstation.documents.requests import Classification, Question, RequestClass


def classify(answers: Mapping[Question, bool]) -> Classification:
    """The class that the answers give, or the question to be asked next; later answers do not count."""
    asks = (
        (Question.DISSATISFIED, True, RequestClass.COMPLAINT),
        (Question.WORKED_BEFORE, None, None),
        (Question.WORKS_NOW, False, RequestClass.INCIDENT),
        (Question.PLANNED, True, RequestClass.MAINTENANCE),
        (Question.ACTION, True, RequestClass.SERVICE),
    )
    for question, decides, kind in asks:
        if question is Question.WORKS_NOW and answers.get(Question.WORKED_BEFORE) is False:
            continue
        answer = answers.get(question)
        if answer is None:
            return Classification(None, question)
        if kind is not None and answer is decides:
            return Classification(kind, None, question)
    return Classification(RequestClass.CONSULTATION, None, Question.ACTION)
