"""Photos for paper: upright, on white, no finer than paper shows, so that a copy stays small."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping

from PIL import Image, ImageOps

# 87 mm at 300 dots an inch.
LONGEST_SIDE = 1030
_QUALITY = 82


def fit_for_paper(assets: Mapping[str, bytes], names: Iterable[str]) -> dict[str, bytes]:
    """The assets with the named photos made ready; one that cannot be read is left out."""
    ready = dict(assets)
    for name in dict.fromkeys(names):
        if name in ready:
            photo = _upright(ready.pop(name))
            if photo:
                ready[name] = photo
    return ready


def _upright(data: bytes) -> bytes:
    """A JPEG of the photo as a person would hold it; empty if it is no picture."""
    try:
        with Image.open(io.BytesIO(data)) as image:
            # A camera's file is halved while it is read, which is most of the time saved.
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            turned = ImageOps.exif_transpose(image)
            turned.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            layer = turned.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return b""
    paper = Image.new("RGB", layer.size, "white")
    paper.paste(layer, mask=layer.getchannel("A"))
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue()


def size_of(photo: bytes) -> tuple[int, int]:
    """Width and height of a photo that `fit_for_paper` made."""
    with Image.open(io.BytesIO(photo)) as image:
        return image.size
