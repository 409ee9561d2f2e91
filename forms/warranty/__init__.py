"""Warranty at work: what was found on an order, and which orders are near a limit of the law."""
