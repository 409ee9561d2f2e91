"""Frozen dataclasses of every paper and message: what crosses a border of the program."""
