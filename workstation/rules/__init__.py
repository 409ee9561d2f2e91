"""Pure rules of the trade and of the law: frozen facts in, frozen results out; dates are arguments."""
