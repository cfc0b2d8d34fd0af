"""The face of Căn Cứ: pages and an API over the knowledge base. Flask is imported by `webapp.application` only.

This file stays empty of imports: the console script comes through here, and no other command than `serve` pays
for a web framework.
"""

from __future__ import annotations
