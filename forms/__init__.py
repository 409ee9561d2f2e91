"""Screens: one package or module each; none knows another."""
