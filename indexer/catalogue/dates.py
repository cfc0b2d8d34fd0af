"""Dates as people write them."""

from __future__ import annotations


def vietnamese_date(day: str) -> str:
    """Return an ISO date as people write it: 25/10/2021, 10/2021 or 2021."""
    return "/".join(reversed(day.split("-")))
