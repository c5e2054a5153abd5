"""Rules on forms.

In: procedures.
"""

from collections.abc import Iterator

from generator.check.faults import Spot, rule
from generator.model import Procedure


@rule("forms/listed", "Biểu mẫu mà một giấy tờ của hồ sơ nêu thì phải có ở “forms”.")
def listed(procedure: Procedure) -> Iterator[Spot]:
    """A form that a dossier item names is one of the procedure's forms."""
    for position, case in enumerate(procedure.dossier):
        for number, item in enumerate(case.items):
            if item.form and item.form not in procedure.forms:
                what = f"Biểu mẫu “{item.form}” không có trong “forms:” của thủ tục."
                place = ("dossier", position, "items", number, "form")
                yield Spot(place, what, f"Thêm “- {item.form}” vào “forms:”.")
