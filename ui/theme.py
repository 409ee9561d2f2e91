"""Colours, type and icons: one table of tokens for light and dark, everything else is made from it.

Widgets that paint themselves ask for a tone while painting, so a change of theme needs no registry:
Qt repaints everything when the palette and the style sheet change.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QIcon,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
FAMILY = "DejaVu Sans Condensed"
SIZES = {"title": 18, "text": 13, "small": 12}
RADIUS_FIELD = 4
RADIUS_BUTTON = 5

TOKENS: dict[str, dict[str, str]] = {
    "light": {
        "surface": "#FFFFFF", "bg": "#F3F4F6", "panel": "#F8F9FB", "rail": "#E9EBEF", "line": "#DDE0E6",
        "border": "#878E99", "text": "#1C2026", "text2": "#555C67", "text3": "#646B76", "accent": "#1D5FC2",
        "accent_fill": "#1D5FC2", "on_accent": "#FFFFFF", "accent_soft": "#E2ECFB", "green": "#166B36",
        "green_soft": "#DFF2E5", "amber": "#7F4C00", "amber_soft": "#FCEED0", "red": "#B0241C",
        "red_soft": "#FCE5E3", "violet": "#61389F", "violet_soft": "#ECE5F8", "grey": "#4A515B",
        "grey_soft": "#E8EAEE", "sel": "#DCE8FB", "hover": "#EEF1F5", "disabled": "#E3E5EA",
    },
    "dark": {
        "surface": "#1D2025", "bg": "#15171B", "panel": "#191C20", "rail": "#111316", "line": "#30353D",
        "border": "#757D89", "text": "#E7EAEE", "text2": "#AEB5BF", "text3": "#99A0AB", "accent": "#84B4FF",
        "accent_fill": "#2C69CC", "on_accent": "#FFFFFF", "accent_soft": "#1D3050", "green": "#74CF92",
        "green_soft": "#17321F", "amber": "#F0BC5E", "amber_soft": "#392B10", "red": "#FF958C",
        "red_soft": "#421E1C", "violet": "#C4A8F7", "violet_soft": "#2D2346", "grey": "#BCC2CB",
        "grey_soft": "#2C3138", "sel": "#21385E", "hover": "#24282E", "disabled": "#2A2E35",
    },
}  # fmt: skip


class _State:
    scheme = "light"
    family = ""
    fonts: dict[tuple[str, bool], QFont] = {}
    colours: dict[str, QColor] = {}
    pixmaps: dict[tuple[str, str, int, float], QPixmap] = {}
    sources: dict[str, bytes] = {}


def scheme() -> str:
    """The scheme in use: `light` or `dark`."""
    return _State.scheme


def colour(tone: str) -> QColor:
    """The colour of a tone in the scheme in use; KeyError for a tone that does not exist."""
    found = _State.colours.get(tone)
    if found is None:
        found = _State.colours[tone] = QColor(TOKENS[_State.scheme][tone])
    return found


def load_fonts() -> None:
    """Register the shipped faces once; without them Qt would fall back to whatever the system has."""
    if _State.family:
        return
    for suffix in ("", "-Bold"):
        QFontDatabase.addApplicationFont(str(RESOURCES / "fonts" / f"DejaVuSansCondensed{suffix}.ttf"))
    _State.family = FAMILY


def font(size: str = "text", bold: bool = False) -> QFont:
    """One of the three sizes of the screen (`title`, `text`, `small`), in pixels so that layouts hold."""
    key = (size, bold)
    found = _State.fonts.get(key)
    if found is None:
        found = QFont(FAMILY)
        found.setPixelSize(SIZES[size])
        found.setBold(bold)
        _State.fonts[key] = found
    return found


def apply(app: QApplication, scheme_name: str = "light") -> None:
    """Dress the application in `light` or `dark`; may be called again at run time to switch."""
    _State.scheme = scheme_name if scheme_name in TOKENS else "light"
    _State.colours.clear()
    _State.pixmaps.clear()
    load_fonts()
    if app.style().objectName().lower() != "fusion":
        app.setStyle("Fusion")
    app.setFont(font())
    app.setPalette(palette())
    app.setStyleSheet(style_sheet())


def palette() -> QPalette:
    """The palette of the scheme in use: the platform's own switch does nothing on some systems."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, tone in (
        (role.Window, "surface"), (role.WindowText, "text"), (role.Base, "surface"),
        (role.AlternateBase, "panel"), (role.Text, "text"), (role.Button, "surface"),
        (role.ButtonText, "text"), (role.BrightText, "red"), (role.ToolTipBase, "panel"),
        (role.ToolTipText, "text"), (role.Highlight, "accent_fill"), (role.HighlightedText, "on_accent"),
        (role.Link, "accent"), (role.LinkVisited, "accent"), (role.PlaceholderText, "text3"),
        (role.Light, "hover"), (role.Midlight, "line"), (role.Mid, "line"), (role.Dark, "border"),
        (role.Accent, "accent"),
    ):  # fmt: skip
        made.setColor(which, colour(tone))
    for which in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, which, colour("text2"))
    return made


def style_sheet() -> str:
    """`resources/styles/app.qss` with its `@name` words replaced by colours."""
    text = (RESOURCES / "styles" / "app.qss").read_text(encoding="utf-8")
    for tone in sorted(TOKENS[_State.scheme], key=len, reverse=True):
        text = text.replace(f"@{tone}", TOKENS[_State.scheme][tone])
    return text


def pixmap(name: str, tone: str = "text2", size: int = 16, stroke: float = 1.75) -> QPixmap:
    """A Lucide drawing in the colour of a tone; kept, because a list paints it for every row."""
    ratio = _ratio()
    key = (name, tone, size, stroke + 100 * ratio)
    found = _State.pixmaps.get(key)
    if found is None:
        found = _State.pixmaps[key] = _render(name, tone, size, stroke, ratio)
    return found


def icon(name: str, tone: str = "text2", size: int = 16) -> QIcon:
    """The drawing as an icon, for widgets of Qt that want one."""
    return QIcon(pixmap(name, tone, size))


def draw_icon(
    painter: QPainter, name: str, tone: str, x: int, y: int, size: int, stroke: float = 1.75
) -> None:
    """Paint the drawing with its top left corner at (x, y)."""
    painter.drawPixmap(x, y, pixmap(name, tone, size, stroke))


def draw_box(
    painter: QPainter, box: QRectF, fill: str | None, edge: str | None, radius: float, width: float = 1
) -> None:
    """Paint a rounded box whose line lies inside `box`, so that neighbours never overlap."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colour(fill) if fill else Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour(edge), width) if edge else Qt.PenStyle.NoPen)
    inset = width / 2 if edge else 0
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)


def _ratio() -> float:
    screen = QGuiApplication.primaryScreen()
    return screen.devicePixelRatio() if screen else 1.0


def _render(name: str, tone: str, size: int, stroke: float, ratio: float) -> QPixmap:
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415 - the shell's first icon loads it, a headless import does not

    source = _State.sources.get(name)
    if source is None:
        source = _State.sources[name] = (RESOURCES / "icons" / f"{name}.svg").read_bytes()
    drawn = source.replace(b"currentColor", colour(tone).name().encode())
    drawn = drawn.replace(b'stroke-width="2"', f'stroke-width="{stroke}"'.encode())
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    QSvgRenderer(QByteArray(drawn)).render(painter)
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made
