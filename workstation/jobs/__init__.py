"""Headless periodic work."""
