"""A few questions decide what a contact is; the test of an interruption is the heart of them."""

from __future__ import annotations

import itertools

import pytest

from workstation.documents.requests import Question, RequestClass
from workstation.rules.classify import classify

Q = Question


@pytest.mark.parametrize(
    ("answers", "kind"),
    [
        ({Q.DISSATISFIED: True}, RequestClass.COMPLAINT),
        ({Q.DISSATISFIED: False, Q.WORKED_BEFORE: True, Q.WORKS_NOW: False}, RequestClass.INCIDENT),
        (
            {Q.DISSATISFIED: False, Q.WORKED_BEFORE: True, Q.WORKS_NOW: True, Q.PLANNED: True},
            RequestClass.MAINTENANCE,
        ),
        ({Q.DISSATISFIED: False, Q.WORKED_BEFORE: False, Q.PLANNED: True}, RequestClass.MAINTENANCE),
        (
            {Q.DISSATISFIED: False, Q.WORKED_BEFORE: False, Q.PLANNED: False, Q.ACTION: True},
            RequestClass.SERVICE,
        ),
        (
            {Q.DISSATISFIED: False, Q.WORKED_BEFORE: False, Q.PLANNED: False, Q.ACTION: False},
            RequestClass.CONSULTATION,
        ),
    ],
)
def test_the_class(answers: dict[Question, bool], kind: RequestClass) -> None:
    found = classify(answers)
    assert (found.kind, found.next_question) == (kind, None)
    assert found.why in answers


def test_what_never_worked_in_the_agreed_mode_is_no_incident() -> None:
    answers = {Q.DISSATISFIED: False, Q.WORKED_BEFORE: False, Q.WORKS_NOW: False}
    assert classify(answers).next_question is Q.PLANNED


def test_one_question_after_another_until_it_is_decided() -> None:
    answers: dict[Question, bool] = {}
    asked = []
    while (found := classify(answers)).kind is None:
        assert found.next_question is not None
        asked.append(found.next_question)
        answers[found.next_question] = False
    assert asked == [Q.DISSATISFIED, Q.WORKED_BEFORE, Q.PLANNED, Q.ACTION]


@pytest.mark.parametrize("values", list(itertools.product((True, False), repeat=5)))
def test_all_answers_give_a_class(values: tuple[bool, ...]) -> None:
    assert classify(dict(zip(Question, values, strict=True))).kind is not None
