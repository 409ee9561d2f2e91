"""The print queue of this station: what waits and why, and what a person can do about it."""

from forms.print_queue.page import PrintQueue

__all__ = ["PrintQueue"]
