"""Pages → PDF: real text, embedded faces, the frame of every page, the same bytes for the same input."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from printing import words
from printing.fonts import Face, register, text_width
from printing.registry import Setup
from printing.sheet import INK, LABEL, MM, Block, Format, Frame, Op, Picture, Rule, Sheet, Symbol, Text
from printing.text import is_plain, one_line, pieces
from workstation.documents.papers import PrintStamp

# Streams as they are: the text armour costs a third of a page's time and a quarter of its size.
rl_config.useA85 = 0


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the frame of a paper says: its title, author, form, and state."""

    title: str
    author: str
    form_code: str
    revision: int
    training: bool = False


def new_canvas(width: float, height: float, imprint: Imprint) -> tuple[Canvas, io.BytesIO]:
    """An empty document with title, author and language, and the buffer it is saved to."""
    register()
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer, pagesize=(width, height), invariant=1, pageCompression=1, pdfVersion=(1, 7), lang="ru",
        initialFontName=Face.REGULAR.value, initialFontSize=9,
    )  # fmt: skip
    canvas.setTitle(one_line(imprint.title))
    canvas.setAuthor(one_line(imprint.author))
    canvas.setSubject(f"Форма {imprint.form_code}, версия {imprint.revision}")
    canvas.setCreator("")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas, buffer


def move(canvas: Canvas, offset: tuple[int, int]) -> None:
    """Move what a page will show right and down by tenths of a millimetre (the printer's own fault)."""
    if offset != (0, 0):
        canvas.translate(offset[0] * MM / 10, -offset[1] * MM / 10)


def save(canvas: Canvas, buffer: io.BytesIO) -> bytes:
    """Finish the document."""
    canvas.save()
    return buffer.getvalue()


def draw_sheets(
    sheets: Sequence[Sheet], stamps: Sequence[PrintStamp], imprint: Imprint, setup: Setup
) -> bytes:
    """One document of one or several copies, each numbered by itself and framed by its own stamp."""
    form = sheets[0].form
    canvas, buffer = new_canvas(form.width, form.height, imprint)
    pictures: dict[str, ImageReader] = {}
    for sheet, stamp in zip(sheets, stamps, strict=True):
        total = len(sheet.pages)
        for number, page in enumerate(sheet.pages, 1):
            frame = page_frame(sheet.form, imprint, stamp, (number, total))
            move(canvas, setup.offset)
            _draw_page(canvas, sheet.form.height, [*page, (0.0, frame)], setup.assets, pictures)
            canvas.showPage()
    return save(canvas, buffer)


def page_frame(form: Format, imprint: Imprint, stamp: PrintStamp, place: tuple[int, int]) -> Block:
    """The foot of a page (form, n of m, whose copy, when and by whom) and the marks over its head."""
    frame = Block()
    foot = form.bottom + 2 * MM
    frame.ops.append(Rule(form.side, foot, form.inner))
    middle = f"стр. {place[0]} из {place[1]}"
    if stamp.recipient:
        middle += f" · {one_line(stamp.recipient)}"
    left = f"Форма {imprint.form_code}, версия {imprint.revision}"
    moment = words.short_moment(stamp.printed_at).replace(",", "")
    right = f"напечатано {moment}, {one_line(stamp.printed_by)}"
    base = foot + 3.9 * MM
    end = form.width - form.side
    if sum(text_width(part, Face.REGULAR, form.note) for part in (left, middle, right)) < form.inner - 6 * MM:
        frame.text(form.side, base, left, form.note, colour=LABEL)
        start = form.side + text_width(left, Face.REGULAR, form.note)
        stop = end - text_width(right, Face.REGULAR, form.note)
        half = text_width(middle, Face.REGULAR, form.note) / 2
        centre = min(max(form.width / 2, start + half + 2 * MM), stop - half - 2 * MM)
        frame.text_centre(centre, base, middle, form.note, colour=LABEL)
        frame.text_right(end, base, right, form.note, colour=LABEL)
    else:
        frame.text(form.side, base, left, form.note, colour=LABEL)
        frame.text_right(end, base, middle, form.note, colour=LABEL)
        frame.text(form.side, base + form.note * 1.2, right, form.note, colour=LABEL)
    _add_marks(frame, form, _marks(imprint, stamp))
    return frame


def _marks(imprint: Imprint, stamp: PrintStamp) -> list[str]:
    marks = []
    if imprint.training:
        marks.append("УЧЕБНЫЙ")
    if stamp.annulled:
        marks.append("АННУЛИРОВАН")
    if stamp.replaced_by is not None:
        marks.append(f"ЗАМЕНЁН РЕДАКЦИЕЙ {stamp.replaced_by}")
    if stamp.copy:
        marks.append("КОПИЯ")
    return marks


def _add_marks(frame: Block, form: Format, marks: list[str]) -> None:
    size, pad, height = 9.5, 2.2 * MM, 5 * MM
    lengths = [text_width(mark, Face.BOLD, size) + 2 * pad for mark in marks]
    x = form.width - form.side - sum(lengths) - 2 * MM * max(len(marks) - 1, 0)
    top = form.top - height - 2 * MM
    for mark, length in zip(marks, lengths, strict=True):
        frame.ops.append(Frame(x, top, length, height, 1.0, INK))
        frame.text(x + pad, top + height / 2 + size * 0.36, mark, size, Face.BOLD)
        x += length + 2 * MM


def _draw_page(
    canvas: Canvas, height: float, page: list[tuple[float, Block]], assets: Mapping[str, bytes],
    pictures: dict[str, ImageReader],
) -> None:  # fmt: skip
    writer = canvas.beginText()
    state: tuple[Face | None, float, int] = (None, 0.0, -1)
    others: list[tuple[float, Op]] = []
    for top, block in page:
        for op in block.ops:
            if isinstance(op, Text):
                state = _write(writer, op, height - top - op.y, state)
            else:
                others.append((top, op))
    canvas.drawText(writer)
    for top, op in others:
        if isinstance(op, Rule):
            _draw_rule(canvas, op, height - top - op.y)
        elif isinstance(op, Frame):
            canvas.setStrokeColorRGB(*_rgb(op.colour))
            canvas.setLineWidth(op.line)
            canvas.rect(op.x, height - top - op.y - op.height, op.width, op.height)
        elif isinstance(op, Symbol):
            draw_symbol(canvas, op, height - top - op.y)
        elif isinstance(op, Picture):
            _draw_picture(canvas, op, height - top - op.y, assets, pictures)


def _write(
    writer: Any, op: Text, y: float, state: tuple[Face | None, float, int]
) -> tuple[Face | None, float, int]:
    """Set one line, telling the file only what changed since the last one."""
    wanted = (op.face, op.size, op.colour)
    if wanted[:2] != state[:2]:
        writer.setFont(op.face.value, op.size)
    if wanted[2] != state[2]:
        writer.setFillColorRGB(*_rgb(op.colour))
    writer.setTextOrigin(op.x, y)
    if is_plain(op.text, op.face):
        writer.textOut(op.text)
    else:
        for drawn, hidden in pieces(op.text, op.face):
            _write_piece(writer, drawn, hidden)
    return wanted


def _write_piece(writer: Any, drawn: str, hidden: str | None) -> None:
    """Where the drawing hides the text, the file carries the text too, for search and copying."""
    if hidden is None:
        writer.textOut(drawn)
        return
    writer._code.append(f"/Span <</ActualText <feff{hidden.encode('utf-16-be', 'replace').hex()}>>> BDC")
    writer.textOut(drawn)
    writer._code.append("EMC")


def draw_text(canvas: Canvas, op: Text, y: float) -> None:
    """One line by itself, `y` from the bottom."""
    writer = canvas.beginText()
    _write(writer, op, y, (None, 0.0, -1))
    canvas.drawText(writer)


def draw_symbol(canvas: Canvas, op: Symbol, y: float) -> None:
    """A QR code as one path (no seams between its runs); `y` is its upper edge from the bottom."""
    module = op.side / op.code.size
    canvas.saveState()
    canvas.setFillGray(0)
    canvas.transform(module, 0, 0, -module, op.x, y)
    path = canvas.beginPath()
    for column, row, length in op.code.runs:
        path.rect(column, row, length, 1)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.restoreState()


def _draw_rule(canvas: Canvas, op: Rule, y: float) -> None:
    canvas.setStrokeColorRGB(*_rgb(op.colour))
    canvas.setLineWidth(op.width)
    if op.dashed:
        canvas.setDash(2.4, 1.8)
    canvas.line(op.x, y, op.x + op.length, y)
    if op.dashed:
        canvas.setDash()


def _draw_picture(
    canvas: Canvas, op: Picture, y: float, assets: Mapping[str, bytes], pictures: dict[str, ImageReader]
) -> None:
    if op.sha256 not in pictures:
        pictures[op.sha256] = ImageReader(io.BytesIO(assets[op.sha256]))
    reader = pictures[op.sha256]
    width, height = reader.getSize()
    scale = min(op.width / width, op.height / height)
    canvas.drawImage(reader, op.x, y - height * scale, width * scale, height * scale, mask="auto")


def _rgb(colour: int) -> tuple[float, float, float]:
    return (colour >> 16) / 255, (colour >> 8 & 255) / 255, (colour & 255) / 255
