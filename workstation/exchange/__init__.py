"""Readers and writers of outside formats; they know shapes, the rules judge the content."""
