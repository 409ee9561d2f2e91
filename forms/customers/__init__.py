"""Customers: the list and the card of one customer."""
