"""Tests that drive a real browser."""

from __future__ import annotations
