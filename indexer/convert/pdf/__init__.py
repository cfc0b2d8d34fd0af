"""Reading .pdf files (`reader`); `glyphs`, `lines` and `paragraphs` also serve pages recognised from pictures."""

from __future__ import annotations
