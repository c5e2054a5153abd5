"""What the page of a life situation says: a short guide, and its procedures in order.

In: a situation and the briefs that its steps name.  Out: ``SituationView``.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import ClassVar

import msgspec

from generator import addresses
from generator.catalogue import Catalogue
from generator.model import Brief, Situation, SituationStep
from generator.views import contact, links, wording
from generator.views.contact import ContactView
from generator.views.links import Link

SECTIONS: Mapping[str, str] = MappingProxyType(
    {"cac-buoc": "Các bước", "giup-them": "Cần giúp thêm"}
)


class Choice(msgspec.Struct, frozen=True, gc=False):
    """A procedure that does a step; ``about`` says it in the editors' words."""

    text: str
    path: str
    code: str
    tier: str
    about: str


class Step(msgspec.Struct, frozen=True, gc=False):
    """One thing to do; ``elsewhere`` stands where no procedure of the catalogue does it."""

    title: str
    when: str
    why: str
    elsewhere: str
    choices: tuple[Choice, ...]


class SituationView(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The page."""

    sections: ClassVar[Mapping[str, str]] = SECTIONS

    title: str
    description: str
    crumbs: tuple[Link, ...]
    summary: str
    guide: tuple[str, ...]
    steps: tuple[Step, ...]
    hotline: ContactView
    as_of: str


def codes(situation: Situation) -> tuple[str, ...]:
    """The procedures that a situation names, each once, in its order."""
    return tuple(dict.fromkeys(code for step in situation.steps for code in step.codes))


def view(situation: Situation, catalogue: Catalogue) -> SituationView:
    """Put the situation into words."""
    path = addresses.situation(situation.id)
    return SituationView(
        title=situation.name,
        description=situation.summary,
        crumbs=links.crumbs(links.SITUATIONS, Link(situation.name, path)),
        summary=situation.summary,
        guide=situation.guide,
        steps=tuple([_step(step, catalogue) for step in situation.steps]),
        hotline=contact.view("Đường dây nóng", catalogue.shared.publisher.hotline),
        as_of=wording.as_of(catalogue.day),
    )


def _step(step: SituationStep, catalogue: Catalogue) -> Step:
    briefs = [catalogue.briefs[code] for code in step.codes if code in catalogue.briefs]
    choices = tuple([_choice(brief, catalogue) for brief in briefs])
    return Step(step.title, step.when or "", step.why or "", step.elsewhere or "", choices)


def _choice(brief: Brief, catalogue: Catalogue) -> Choice:
    entry = links.entry(brief)
    tier = catalogue.tier_of(brief)
    name = wording.tier(catalogue.shared, tier) if tier else ""
    about = wording.sentences(brief.summary or "", 200)
    return Choice(entry.text, entry.path, entry.code, name, about)
