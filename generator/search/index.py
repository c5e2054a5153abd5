"""The folded index: what the browser needs to answer while a reader types.

In: a ``Catalogue`` and the search scripts of the theme.  Out: one classic script (it also runs
from ``file://``) with the scripts and the data, loaded only when somebody turns to the search.
The browser folds and builds its lookup itself, so only titles, synonyms and codes travel.
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

from generator.catalogue import Catalogue
from generator.model import Brief, Field, Synonym
from generator.search import brevity, plain
from generator.views import wording

ADDRESS = "tim-kiem/chi-muc.js"
SCRIPTS = Path(__file__).resolve().parents[2] / "site_overrides" / "assets" / "search"
PARTS = (
    "words.js",
    "repair.js",
    "near.js",
    "lookup.js",
    "ask.js",
    "rank.js",
    "box.js",
)

_LONGEST = 100
_FORM_NUMBER = re.compile(r"\b[A-Z]{1,4}[- ]?\d{1,3}[a-z]?\b")
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def index(catalogue: Catalogue, scripts: Path = SCRIPTS) -> dict[str, bytes]:
    """The script to publish, by its address: same catalogue and scripts, same bytes."""
    data = _json(_data(catalogue))
    parts = [_without_comments((scripts / name).read_text(encoding="utf-8")) for name in PARTS]
    ready = f"NiemYet.lookup=new NiemYet.Lookup({data});\n"
    return {ADDRESS: "".join([_empty_words(), *parts, ready]).encode()}


def _empty_words() -> str:
    names = {"EMPTY": plain.EMPTY, "AT_END": plain.AT_END}
    return f"globalThis.NiemYet=Object.assign(globalThis.NiemYet??{{}},{_json(names)});\n"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _without_comments(script: str) -> str:
    """The script without its comment lines and indentation, which only readers of it need."""
    lines = (line.strip() for line in script.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def _data(catalogue: Catalogue) -> dict[str, object]:
    fields = list(catalogue.shared.fields.values())
    tiers = [tier.id for tier in catalogue.shared.publisher.tiers]
    place = {field.id: _base36(number) for number, field in enumerate(fields)}
    briefs = sorted(catalogue.briefs.values(), key=_neighbours)
    said = _said_of(catalogue)
    rows = (_row(brief, catalogue, place, tiers, said.get(brief.code, [])) for brief in briefs)
    at = {brief.code: number for number, brief in enumerate(briefs)}
    synonyms = catalogue.shared.synonyms
    spoken = [_synonym(synonym, briefs, at) for synonym in synonyms if not synonym.elsewhere]
    return {
        "tiers": [[tier.id, tier.name] for tier in catalogue.shared.publisher.tiers] + [["", ""]],
        "fields": [_field(field) for field in fields],
        "rows": "\n".join(rows),
        "synonyms": [row for row in spoken if len(row) > 1],
        "elsewhere": [[_said(s.say), s.elsewhere] for s in synonyms if s.elsewhere],
        "hotline": catalogue.shared.publisher.hotline.telephone or "",
    }


def _neighbours(brief: Brief) -> tuple[str, str, str]:
    """Like beside like: then the file packs a tenth smaller."""
    return brief.field, wording.title(brief), brief.code


def _synonym(synonym: Synonym, briefs: Sequence[Brief], at: dict[str, int]) -> list[object]:
    """Say, means, the rows of its procedures, first those that it names; empty ends left out."""
    rows = [at[code] for code in synonym.codes if code in at]
    if synonym.field:
        rows += [at[brief.code] for brief in briefs if brief.field == synonym.field]
    parts: list[object] = [_said(synonym.say), _said(synonym.means), list(dict.fromkeys(rows))]
    while parts and not parts[-1]:
        parts.pop()
    return parts


def _said(texts: Iterable[str]) -> str:
    return ";".join(plain.phrases(texts))


def _field(field: Field) -> list[str]:
    """The name, and the id where that is not the folded name."""
    return [field.name] if plain.slug(field.name) == field.id else [field.name, field.id]


def _said_of(catalogue: Catalogue) -> dict[str, list[str]]:
    """The everyday words that the whole catalogue has for a procedure, by its code."""
    said: dict[str, list[str]] = {}
    for synonym in catalogue.shared.synonyms:
        for code in synonym.codes:
            said.setdefault(code, []).extend(synonym.say)
    return said


def _row(
    brief: Brief, catalogue: Catalogue, fields: dict[str, str], tiers: list[str], said: list[str]
) -> str:
    """One procedure, its cells parted by tabs in the order that lookup.js names."""
    tier = catalogue.tier_of(brief)
    cells = (
        brief.code,
        fields[brief.field],
        _base36(tiers.index(tier) if tier in tiers else len(tiers)),
        _flags(brief, catalogue.day),
        wording.shorten(wording.title(brief), _LONGEST),
        _official_name(brief),
        ";".join(plain.phrases(brief.synonyms, [wording.title(brief), *said])),
        " ".join(_form_numbers(brief, catalogue)),
        brevity.time_limit(brief, catalogue.day),
        brevity.fee(brief, catalogue.day),
    )
    return "\t".join(" ".join(cell.split()) for cell in cells).rstrip("\t")


def _flags(brief: Brief, day: date) -> str:
    """``f``/``p``: fully or partly online; ``0``: free; ``c``: curated, so often asked for."""
    online = {"full": "f", "partial": "p"}.get(brief.online_level or "", "")
    free = "0" if brevity.fee(brief, day) == brevity.FREE else ""
    return online + free + ("c" if brief.summary else "")


def _form_numbers(brief: Brief, catalogue: Catalogue) -> list[str]:
    forms = (catalogue.shared.forms[form] for form in brief.forms if form in catalogue.shared.forms)
    return sorted(set(_numbers(f"{form.number or ''} {form.name}" for form in forms)))


def _numbers(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for number in _FORM_NUMBER.findall(text):
            yield number.replace("-", "").replace(" ", "")


def _official_name(brief: Brief) -> str:
    """The official name where it has words that the title has not."""
    title, name = wording.title(brief).lower(), wording.without_prefix(brief.name)
    new = set(name.lower().split()) - set(title.split())
    return wording.shorten(name, _LONGEST) if new else ""


def _base36(number: int) -> str:
    high, low = divmod(number, 36)
    return (_base36(high) if high else "") + _DIGITS[low]
