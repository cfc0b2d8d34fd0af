"""A program that knows nothing of Căn Cứ but the address of its API's description.

    python resolve_and_download.py http://127.0.0.1:8000/api/v1/openapi.json du-thao.txt tai-ve

It resolves every citation of a text, then writes into a folder what the API has of each document meant: the record,
the text, the file from which the text came, Akoma Ntoso, and an entry for each reference manager. Standard library
only.
"""

from __future__ import annotations

import json
import sys
import urllib.error
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.parse import urljoin


class Api:
    """The operations of a description, called by their ids."""

    def __init__(self, address: str) -> None:
        with urllib.request.urlopen(address) as answer:
            described = json.load(answer)
        self._root = urljoin(address, described["servers"][0]["url"])
        self._operations = {
            operation["operationId"]: (method, path, operation)
            for path, methods in described["paths"].items()
            for method, operation in methods.items()
        }

    def call(self, name: str, text: bytes | None = None, **values: str) -> bytes | None:
        """Return the answer of an operation, None where the library has nothing of the kind (404)."""
        method, path, _operation = self._operations[name]
        address = urljoin(self._root, path.format(**{key: quote(value, safe="") for key, value in values.items()}))
        headers = {"Content-Type": "text/plain; charset=utf-8"} if text is not None else {}
        try:
            with urllib.request.urlopen(
                urllib.request.Request(address, text, headers, method=method.upper())
            ) as answer:
                body: bytes = answer.read()
                return body
        except urllib.error.HTTPError as error:
            error.close()
            if error.code == 404:
                return None
            raise

    def choices(self, name: str, parameter: str) -> list[str]:
        """Return the values that a parameter of an operation may have."""
        _method, _path, operation = self._operations[name]
        found = next(item for item in operation["parameters"] if item["name"] == parameter)
        return list(found["schema"]["enum"])


def main(description: str, text: Path, folder: Path) -> None:
    """Resolve and download; print a line for each citation."""
    api = Api(description)
    answer: dict[str, Any] = json.loads(api.call("texts_cite", text.read_bytes()) or b"{}")
    for citation in answer["citations"]:
        print(" ".join(citation["text"].split()), "->", citation["document"] or f"({citation['form']})")
    for name in sorted({citation["document"] for citation in answer["citations"]} - {None}):
        files = {
            "record.json": api.call("api_document", identifier=name),
            "text.md": api.call("api_files_text", identifier=name),
            "original": api.call("api_files_original", identifier=name),
            "akn.xml": api.call("api_files_akn", identifier=name),
        }
        for form in api.choices("api_files_entry", "form"):
            files[f"entry.{form}"] = api.call("api_files_entry", identifier=name, form=form)
        place = folder / name
        place.mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            if content is not None:
                (place / file).write_bytes(content)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
