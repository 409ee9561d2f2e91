"""A price list comes in: a file, what its columns are, what is wrong with it, and then all of it or none."""
