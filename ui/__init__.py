"""Qt parts of the program that know no particular screen."""

import sys


def keep_singletons() -> None:
    """Make None, True and False immortal, as they are since Python 3.12.

    PySide6 6.12 gives them back (from methods without a result, from `emit`) and does not count them: on an
    older Python the count reaches zero after some thousand calls and the interpreter aborts.
    """
    import ctypes  # noqa: PLC0415 - a newer Python starts without it

    for one in (None, True, False):
        ctypes.c_ssize_t.from_address(id(one)).value += 1 << 40


if sys.version_info < (3, 12):
    keep_singletons()
