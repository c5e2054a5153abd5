"""What to bring: the papers of each case, and the forms among them.

In: a procedure and the shared forms.  Out: lists of papers with counts of originals and copies.
"""

import msgspec

from generator import addresses
from generator.catalogue import Shared
from generator.model import DossierCase, DossierItem, Procedure
from generator.views import legal, wording
from generator.views.links import Link
from generator.views.offers import NO_PAPERS, Offer, Offers

EVERYBODY = "Mọi trường hợp"
_OF_SOME = ("Trường hợp ", "Đối với ", "Nếu ", "Khi ")


class Paper(msgspec.Struct, frozen=True, gc=False):
    """One paper; ``counts`` is empty where the source gives none.

    ``form`` is the form to fill in, ``is_form`` whether the paper is that form itself.
    """

    name: str
    counts: str
    note: str
    form: Link | None
    is_form: bool


class Case(msgspec.Struct, frozen=True, gc=False):
    """The papers of one case; ``name`` is empty where there is only one.

    ``choice``: "one" where only one of such cases is a citizen's own, "any" where several may be,
    empty where all bring these papers.
    """

    name: str
    choice: str
    papers: tuple[Paper, ...]


class FormLine(msgspec.Struct, frozen=True, gc=False):
    """A form in a list: its link, number and legal document, and what is offered of it."""

    link: Link
    about: str
    offer: Offer


def cases(procedure: Procedure, shared: Shared) -> tuple[Case, ...]:
    """The dossier, case by case."""
    dossier = procedure.dossier
    if len(dossier) == 1:
        return (_case(dossier[0], "", "", shared),)
    return tuple([_case(case, EVERYBODY, _choice(procedure, case), shared) for case in dossier])


def _choice(procedure: Procedure, case: DossierCase) -> str:
    """Where nobody has said so, what an editor heads as a case may be true beside others.

    The portal also heads groups of papers like cases: those count only by their first word.
    """
    if case.case is None or case.choice == "all":
        return ""
    if case.choice:
        return case.choice
    return "any" if procedure.summary or case.case.startswith(_OF_SOME) else ""


def _case(case: DossierCase, unnamed: str, choice: str, shared: Shared) -> Case:
    papers = tuple([_paper(item, shared) for item in case.items])
    return Case(case.case or unnamed, choice, papers)


def _paper(item: DossierItem, shared: Shared) -> Paper:
    form = _form_link(item.form, shared) if item.form else None
    is_form = form is not None and form.text == item.name
    return Paper(item.name, counts(item), wording.first_upper(item.note or ""), form, is_form)


def counts(item: DossierItem) -> str:
    """Originals and copies that are asked for: "1 bản chính, 2 bản sao"."""
    originals = f"{item.originals} bản chính" if item.originals else ""
    copies = f"{item.copies} bản sao" if item.copies else ""
    return f"{originals}, {copies}" if originals and copies else originals or copies


def forms(procedure: Procedure, shared: Shared, offers: Offers = NO_PAPERS) -> tuple[FormLine, ...]:
    """The forms that the record names, each once, those of the dossier last."""
    in_dossier = [item.form for case in procedure.dossier for item in case.items if item.form]
    named = dict.fromkeys((*procedure.forms, *in_dossier))
    return tuple([_form(form_id, shared, offers.of(form_id)) for form_id in named])


def _form(form_id: str, shared: Shared, offer: Offer) -> FormLine:
    form = shared.forms.get(form_id)
    if form is None:
        return FormLine(_form_link(form_id, shared), "", offer)
    number = f"Mẫu {form.number}" if form.number else ""
    law = legal.names(form.legal, shared)
    about = f"{number}; {law}" if number and law else number or law
    return FormLine(_form_link(form_id, shared), about, offer)


def _form_link(form_id: str, shared: Shared) -> Link:
    form = shared.forms.get(form_id)
    return Link(form.name if form else form_id, addresses.form(form_id))
