"""A stocktake of shelves."""
