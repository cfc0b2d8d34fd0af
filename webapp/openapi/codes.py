"""The codes of the API's failures, each with its HTTP status: programs tell failures apart by them.

A code is the name of the class that is raised (`DocumentNotFoundError`: document-not-found) or of the status with
which the framework itself refuses.
"""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final

CODES: Final[Mapping[str, HTTPStatus]] = {
    # what is asked for
    "bad-parameter": HTTPStatus.BAD_REQUEST,
    "unknown-parameter": HTTPStatus.BAD_REQUEST,
    "unknown-number": HTTPStatus.NOT_FOUND,
    "document-not-found": HTTPStatus.NOT_FOUND,
    "plan-not-found": HTTPStatus.NOT_FOUND,
    "task-not-found": HTTPStatus.NOT_FOUND,
    "listing-not-found": HTTPStatus.NOT_FOUND,
    "topic-not-found": HTTPStatus.NOT_FOUND,
    "no-text": HTTPStatus.NOT_FOUND,
    "no-original": HTTPStatus.NOT_FOUND,
    "original-not-found": HTTPStatus.NOT_FOUND,
    "stale-tag": HTTPStatus.PRECONDITION_FAILED,
    # comparing
    "several-documents": HTTPStatus.BAD_REQUEST,
    "same-document": HTTPStatus.BAD_REQUEST,
    "no-text-to-compare": HTTPStatus.BAD_REQUEST,
    "texts-too-long": HTTPStatus.BAD_REQUEST,
    # a text that is sent
    "bad-text-request": HTTPStatus.BAD_REQUEST,
    "bad-day": HTTPStatus.BAD_REQUEST,
    "empty-text": HTTPStatus.BAD_REQUEST,
    "secret-text": HTTPStatus.BAD_REQUEST,
    "text-too-long": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    # the server
    "no-index": HTTPStatus.SERVICE_UNAVAILABLE,
    "damaged-index": HTTPStatus.SERVICE_UNAVAILABLE,
    "no-room": HTTPStatus.INSUFFICIENT_STORAGE,
    # the framework, and the server below it
    "bad-request": HTTPStatus.BAD_REQUEST,
    "not-found": HTTPStatus.NOT_FOUND,
    "method-not-allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "request-entity-too-large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "request-header-fields-too-large": HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE,
    "not-implemented": HTTPStatus.NOT_IMPLEMENTED,
    "insufficient-storage": HTTPStatus.INSUFFICIENT_STORAGE,
    "internal-server-error": HTTPStatus.INTERNAL_SERVER_ERROR,
}
