"""Orders: the list of today and the card of one order."""
