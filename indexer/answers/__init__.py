"""How a question is answered: from the catalogue, the text index and the plans. `indexer/kb.py` is the face."""
