"""How well the legal parts of a procedure are known.

In: a procedure.  Out: the status of each part, one word for machines.
"""

from generator.model import Attribute, Procedure

KNOWN = "known"
NOT_RECORDED = "not-recorded"


def status(record: Procedure, attribute: Attribute) -> str:
    """How well a legal part is known: the gap's status, else ``known`` or ``not-recorded``."""
    gap = record.gaps.get(attribute)
    if gap:
        return gap.status
    value = forms_of(record) if attribute == "forms" else getattr(record, attribute)
    return NOT_RECORDED if value is None or value == () else KNOWN


def forms_of(record: Procedure) -> tuple[str, ...]:
    """The forms that a procedure names, beside its dossier or in it."""
    inside = (item.form for case in record.dossier for item in case.items if item.form)
    return tuple(dict.fromkeys((*record.forms, *inside)))
