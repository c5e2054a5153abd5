"""Values and notes as pages place them.

In: text.  Out: ``Line``, a value with what belongs to it, and ``Note`` on what is not known.
"""

import msgspec


class Line(msgspec.Struct, frozen=True, gc=False):
    """A value; ``about`` adds case, law, days or a note, empty where nothing belongs to it."""

    text: str
    about: str


class Note(msgspec.Struct, frozen=True, gc=False):
    """What is not known or doubtful; ``status`` as in ``Gap``, or ``not-recorded``."""

    text: str
    status: str
