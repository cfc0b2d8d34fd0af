"""How a generation comes to be: derive, prepare, write or update, and switch in. `indexer/build.py` is the face."""
