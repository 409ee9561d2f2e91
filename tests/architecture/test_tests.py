"""Each test can fail: it asserts something, by itself or through a helper."""

from __future__ import annotations

import ast

from tests.architecture.sources import Function, all_tests, called, functions

# Calls that fail the test by themselves.
JUDGES = {"raises", "fail", "warns", "check", "waitUntil", "waitSignal", "waitSignals", "assertNotEmitted"}


def judges(function: Function, helpers: set[str]) -> bool:
    """Whether the function asserts, or calls something that does."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = called(node)
            if name in JUDGES or name in helpers or name.startswith(("assert_", "wait_", "expect_")):
                return True
    return False


def judging_helpers(tree: ast.Module) -> set[str]:
    """Functions of a test file that are not tests and assert for them, also through one another."""
    helpers = [function for function in functions(tree) if not function.name.startswith("test")]
    found: set[str] = set()
    while True:
        more = {helper.name for helper in helpers if judges(helper, found)}
        if more == found:
            return found
        found = more


def test_each_test_asserts() -> None:
    idle = [
        f"{source.at(function)} {function.name}"
        for source in all_tests()
        for helpers in [judging_helpers(source.tree)]
        for function in functions(source.tree)
        if function.name.startswith("test") and not judges(function, helpers)
    ]
    assert idle == []


def test_no_test_is_hidden_by_another_of_the_same_name() -> None:
    doubled = []
    for source in all_tests():
        names = [node.name for node in source.tree.body if isinstance(node, Function)]
        doubled += [f"{source.name} {name}" for name in set(names) if names.count(name) > 1]
    assert doubled == []
