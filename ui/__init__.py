"""Qt parts of the program that know no particular screen."""

import sys


def keep_none() -> None:
    """Make None immortal, as it is since Python 3.12.

    PySide6 6.12 returns None from every method without a result and does not count it: on an older Python the
    count reaches zero after some thousand calls and the interpreter aborts.
    """
    import ctypes  # noqa: PLC0415 - a newer Python starts without it

    ctypes.c_ssize_t.from_address(id(None)).value += 1 << 40


if sys.version_info < (3, 12):
    keep_none()
