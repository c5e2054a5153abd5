"""What makes a file unfit to publish."""

import msgspec


class Danger(msgspec.Struct, frozen=True, order=True, gc=False):
    """A kind of danger, and what was found in words for editors."""

    kind: str
    what: str
