"""Commands over services, queries and printing."""
