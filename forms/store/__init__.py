"""The place «Склад»: its views on the left, the rows of one on the right."""
