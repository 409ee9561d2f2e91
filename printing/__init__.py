"""Frozen documents → bytes: pure, without a base, a window or a clock."""

from printing.registry import TEMPLATES, Template, label_page, raster, render, render_copies, template_of

__all__ = ["TEMPLATES", "Template", "label_page", "raster", "render", "render_copies", "template_of"]
