"""Buying parts: an order to a supplier, and the receipt of what came."""
