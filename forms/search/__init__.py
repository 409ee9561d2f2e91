"""Search from anywhere: answers under the field as one types, a page of everything found, scanned codes."""
