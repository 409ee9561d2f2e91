"""Bytes for label printers: a 1-bit picture as ZPL or TSPL, moved by the printer's own offset."""

from __future__ import annotations

from PIL import Image

BYTE = 8
_INVERTED = bytes(0xFF ^ value for value in range(256))


def moved(image: Image.Image, offset_x: int, offset_y: int, dpi: int) -> Image.Image:
    """The picture moved right and down by tenths of a millimetre; the paper shows where it left."""
    if not offset_x and not offset_y:
        return image
    shifted = Image.new("1", image.size, 1)
    shifted.paste(image, (round(offset_x * dpi / 254), round(offset_y * dpi / 254)))
    return shifted


def _rows(image: Image.Image) -> tuple[int, bytes]:
    """Bytes a row and the rows with bit 1 = black, white to the end of the last byte."""
    if image.mode != "1":
        raise ValueError(f"a 1-bit picture expected, not {image.mode}")
    width = -(-image.width // BYTE) * BYTE
    padded = Image.new("1", (width, image.height), 1)
    padded.paste(image, (0, 0))
    return width // BYTE, padded.tobytes().translate(_INVERTED)


def to_zpl(image: Image.Image, *, copies: int = 1) -> bytes:
    """A ZPL label that prints the picture (`^GFA`, bit 1 = black)."""
    row, data = _rows(image)
    head = f"^XA^PW{image.width}^LL{image.height}^LH0,0^LS0^FO0,0^GFA,{len(data)},{len(data)},{row},"
    return f"{head}{data.hex().upper()}^FS^PQ{copies}^XZ\r\n".encode("ascii")


def to_tspl(image: Image.Image, *, dpi: int, gap_mm: float = 2.0, copies: int = 1) -> bytes:
    """A TSPL label that prints the picture (`BITMAP`, bit 1 = white)."""
    row, data = _rows(image)
    width, height = (round(side * 25.4 / dpi, 1) for side in image.size)
    head = (
        f"SIZE {width:g} mm,{height:g} mm\r\nGAP {gap_mm:g} mm,0 mm\r\n"
        "DIRECTION 1\r\nREFERENCE 0,0\r\nCLS\r\n"
        f"BITMAP 0,0,{row},{image.height},0,"
    )
    return head.encode("ascii") + data.translate(_INVERTED) + f"\r\nPRINT {copies},1\r\n".encode("ascii")
