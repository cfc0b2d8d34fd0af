"""The catalogue: everything known of the library in one SQLite file, written by a build and only read ever after.

Readers import `reader` alone; what only a build needs (`contents`, `identities`, `writer`) is not loaded with it.
"""

from __future__ import annotations
