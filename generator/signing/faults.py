"""The one exception of signing and mirroring: a code for machines, a sentence for people."""

from typing import Literal

Code = Literal[
    "busy",
    "changed-here",
    "clock",
    "disk-full",
    "expired",
    "html-page",
    "key",
    "missing",
    "name",
    "network",
    "read-only",
    "rolled-back",
    "settings",
    "signature",
    "slow",
    "tampered",
    "too-long",
]


class Fault(Exception):
    """Something expected went wrong; nothing that visitors see has been changed."""

    def __init__(self, code: Code, message: str) -> None:
        super().__init__(message)
        self.code: Code = code
