"""The documents for people who use the program, and the script that takes their pictures."""

from __future__ import annotations
