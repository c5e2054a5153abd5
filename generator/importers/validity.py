"""A record is checked against the model before it is merged.

In: a plain record.  Out: why it is refused, or nothing.
"""

from collections.abc import Mapping

import msgspec

from generator.model import Procedure


def refusal(record: Mapping[str, object]) -> str:
    """Why the model refuses the record, in words; empty where it takes it."""
    try:
        msgspec.convert(record, Procedure, strict=False)
    except msgspec.ValidationError as error:
        return f"không dựng được hồ sơ hợp lệ ({error})."
    return ""
