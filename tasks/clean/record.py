"""One record of a dump: `{id, url, source, title, published, language, text | html}`."""

import json
from collections.abc import Mapping
from typing import Any


class RecordError(ValueError):
    """A payload that should be a record and is none; the message says what is wrong."""


def read_record(payload: bytes) -> Mapping[str, Any]:
    """Return the record; raises RecordError where there is neither text nor html in it."""
    try:
        record = json.loads(payload.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise RecordError(f"not a JSON record: {error}") from error
    if not isinstance(record, dict) or not any(isinstance(record.get(key), str) for key in ("text", "html")):
        raise RecordError("the record has neither `text` nor `html`")
    return record
