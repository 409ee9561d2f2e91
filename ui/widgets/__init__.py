"""The parts screens are made of. Import from the sub-modules: the shell needs few of them at start."""
