"""Small .pdf files, written here object by object: letters at places, in fonts whose letters are named or not."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

Placed = tuple[float, float, str]  # x, y, text
Rule = tuple[float, float, float, float]  # x and y of both ends


def pdf(
    path: Path, pages: Sequence[Sequence[Placed]], *, font: str = "", size: int = 10, rules: Sequence[Rule] = ()
) -> Path:
    """Write a .pdf file. `font`: an old font's name, whose bytes stand for themselves; else letters are Unicode.

    `rules` are lines drawn on every page, from one point to another.
    """
    letters = sorted({letter for page in pages for _x, _y, text in page for letter in text})
    codes = {letter: ord(letter) if font else 33 + at for at, letter in enumerate(letters)}
    maps = "".join(f"<{code:02X}> <{ord(letter):04X}>\n" for letter, code in codes.items())
    mapping = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def /CMapType 2 def\n"
        f"1 begincodespacerange <00> <FF> endcodespacerange\n{len(codes)} beginbfchar\n{maps}endbfchar\nendcmap end end"
    )
    unicode_map = "" if font else "/ToUnicode 4 0 R"
    widths = f"/FirstChar 0 /LastChar 255 /Widths [{' '.join(['500'] * 256)}]"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{5 + 2 * at} 0 R' for at in range(len(pages)))}] >>",
        f"<< /Type /Font /Subtype /TrueType /BaseFont /{font or 'Arial'} /Encoding /WinAnsiEncoding {widths} {unicode_map} >>",
        _stream(mapping.encode("ascii")),
    ]
    for at, page in enumerate(pages):
        shown = b"".join(
            b"BT /F %d Tf %.2f %.2f Td <%s> Tj ET\n"
            % (size, x, y, bytes(codes[letter] for letter in text).hex().encode("ascii"))
            for x, y, text in page
        )
        shown += b"".join(b"%.1f %.1f m %.1f %.1f l S\n" % rule for rule in rules)
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] "
            f"/Resources << /Font << /F 3 0 R >> >> /Contents {6 + 2 * at} 0 R >>"
        )
        objects.append(_stream(shown))
    return write(path, objects)


def scan(path: Path, width: int = 2, height: int = 2, pixels: bytes = b"abcd") -> Path:
    """Write a .pdf file with one page that is a picture (one byte a pixel) and nothing else."""
    picture = (
        f"<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /DeviceGray "
        f"/BitsPerComponent 8 /Length {len(pixels)} >>"
    )
    return write(
        path,
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Resources << /XObject << /I 5 0 R >> >> /Contents 4 0 R >>",
            _stream(b"q 600 0 0 800 0 0 cm /I Do Q"),
            f"{picture}\nstream\n{pixels.decode('latin-1')}\nendstream",
        ],
    )


def write(path: Path, objects: Sequence[str]) -> Path:
    """Write the objects, numbered from 1, the first being the catalogue."""
    content = b"%PDF-1.7\n"
    places: list[int] = []
    for number, one in enumerate(objects, 1):
        places.append(len(content))
        content += f"{number} 0 obj\n{one}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    path.write_bytes(
        content
        + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer << /Size {len(objects) + 1} /Root 1 0 R >>\n"
        f"startxref\n{len(content)}\n%%EOF".encode("ascii")
    )
    return path


def _stream(content: bytes) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content.decode('latin-1')}\nendstream"
