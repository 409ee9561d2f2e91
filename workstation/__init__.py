"""The headless core: every rule of the trade, no Qt and no drawing."""
