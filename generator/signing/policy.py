"""How long signatures hold and how many people must sign: data, read from ``policy.toml``.

In: the text of the file, or nothing for the values below.  Out: a Policy.
"""

import tomllib
from dataclasses import dataclass, fields
from datetime import datetime, timedelta

from generator.signing.faults import Fault


@dataclass(frozen=True)
class Policy:
    """Days until the signature of a role expires, and the threshold of the root."""

    root: int = 400
    registry: int = 400
    release: int = 60
    snapshot: int = 21
    timestamp: int = 5
    ward: int = 200
    root_keys: int = 2

    def expires(self, days: int, now: datetime) -> datetime:
        """The time of expiry in the precision that metadata has."""
        return now.replace(microsecond=0) + timedelta(days=days)


def read(text: str) -> Policy:
    """The policy in a TOML text: ``root = 400`` and so on; names left out keep their value."""
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise Fault("settings", f"policy.toml không đúng dạng TOML: {fault}.") from fault
    known = {field.name for field in fields(Policy)}
    for name, value in values.items():
        if name not in known or type(value) is not int or value < 1:
            allowed = ", ".join(sorted(known))
            raise Fault(
                "settings",
                f"policy.toml: “{name} = {value}” không hợp lệ. Cần một số nguyên dương cho một "
                f"trong các mục: {allowed}.",
            )
    return Policy(**values)


def write(policy: Policy) -> str:
    """The same values as text, for a new origin's folder."""
    lines = [f"{field.name} = {getattr(policy, field.name)}" for field in fields(Policy)]
    return "# Số ngày một chữ ký có hiệu lực; root_keys: số người phải cùng ký gốc.\n" + (
        "\n".join(lines) + "\n"
    )
