"""Each kind of paper has a template that can be loaded, and a sample that the preview and the tests draw."""

from __future__ import annotations

from dataclasses import is_dataclass
from importlib import import_module

import pytest

from printing import samples
from printing.registry import TEMPLATES, template_of
from workstation.statuses import DocumentKind


@pytest.mark.parametrize("kind", DocumentKind)
def test_each_kind_has_a_template(kind: DocumentKind) -> None:
    template = TEMPLATES[kind]
    assert template.revision >= 1
    assert template.pages
    assert callable(import_module(f"printing.templates.{template.module}").draw)


@pytest.mark.parametrize("kind", DocumentKind)
def test_each_kind_has_a_sample(kind: DocumentKind) -> None:
    sample = samples.BY_KIND[kind]()
    assert is_dataclass(sample)
    assert template_of(sample) is TEMPLATES[kind]


def test_form_codes_tell_templates_apart() -> None:
    codes = [template.form_code for template in TEMPLATES.values()]
    assert len(codes) == len(set(codes))
