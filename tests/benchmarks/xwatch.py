"""Looks at an X screen from outside, by pixels, and presses keys; what is measured knows nothing of it."""

from __future__ import annotations

import ctypes
import ctypes.util
import time
from collections.abc import Callable

Box = tuple[int, int, int, int]
ALL_PLANES, Z_PIXMAP, REVERT_TO_PARENT, VIEWABLE = 0xFFFFFFFF, 2, 2, 2
PAUSE_S = 0.0007


class _Image(ctypes.Structure):
    _fields_ = [
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("byte_order", ctypes.c_int),
        ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
    ]


class Watch:
    """One connection to a screen."""

    def __init__(self, display: str) -> None:
        self._x = ctypes.CDLL(ctypes.util.find_library("X11") or "libX11.so.6")
        self._test = ctypes.CDLL(ctypes.util.find_library("Xtst") or "libXtst.so.6")
        self._x.XOpenDisplay.restype = ctypes.c_void_p
        self._x.XGetImage.restype = ctypes.POINTER(_Image)
        self._x.XDefaultRootWindow.restype = ctypes.c_ulong
        self._display = ctypes.c_void_p(self._x.XOpenDisplay(display.encode()))
        self._root = ctypes.c_ulong(self._x.XDefaultRootWindow(self._display))
        self._silent = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)(lambda _d, _e: 0)
        self._x.XSetErrorHandler(self._silent)

    def pixels(self, box: Box) -> bytes:
        """The raw pixels of a box of the screen."""
        image = self._x.XGetImage(self._display, self._root, *box, ctypes.c_ulong(ALL_PLANES), Z_PIXMAP)
        found = ctypes.string_at(image.contents.data, image.contents.bytes_per_line * image.contents.height)
        self._x.XDestroyImage(image)
        return found

    def is_plain(self, box: Box) -> bool:
        """Whether the box holds one colour only."""
        seen = self.pixels(box)
        return seen == seen[:4] * (len(seen) // 4)

    def wait(self, condition: Callable[[], object], what: str, seconds: float = 30.0) -> float:
        """The moment at which the condition first holds."""
        end = time.perf_counter() + seconds
        while not condition():
            if time.perf_counter() > end:
                raise TimeoutError(what)
            time.sleep(PAUSE_S)
        return time.perf_counter()

    def window(self) -> int:
        """The first window shown on the screen, 0 when there is none."""
        root, parent, children = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.POINTER(ctypes.c_ulong)()
        count = ctypes.c_uint()
        names = [ctypes.byref(part) for part in (root, parent, children, count)]
        self._x.XQueryTree(self._display, self._root, *names)
        for place in range(count.value):
            attributes = (ctypes.c_int * 64)()
            self._x.XGetWindowAttributes(
                self._display, ctypes.c_ulong(children[place]), ctypes.byref(attributes)
            )
            if attributes[2] > 1000:
                return int(children[place])
        return 0

    def give_keys(self, window: int) -> None:
        """Let the window have the keyboard, as a window manager would."""
        self._x.XSetInputFocus(self._display, ctypes.c_ulong(window), REVERT_TO_PARENT, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)

    def press(self, name: str) -> None:
        """Press and release a key by its X name."""
        symbol = self._x.XStringToKeysym(name.encode())
        code = self._x.XKeysymToKeycode(self._display, ctypes.c_ulong(symbol))
        for down in (1, 0):
            self._test.XTestFakeKeyEvent(self._display, code, down, ctypes.c_ulong(0))
        self._x.XSync(self._display, 0)
