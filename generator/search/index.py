"""The folded index: what the browser needs to answer while a reader types.

In: a ``Catalogue``.  Out: two classic scripts (they also run from ``file://``) for those of
``engine.py``.  The first is loaded only when somebody turns to the search.  The browser folds and
builds its lookup itself, so only titles, synonyms and codes travel, written column by column in
``pack``'s short forms, which compress best.  The second has the rest of long titles, the official
names and where to go with what is not handled here; it is loaded only where the first finds nothing
of ours.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from pathlib import Path

from generator.catalogue import Catalogue, digest
from generator.kept import Kept, made_anew
from generator.model import Brief, Procedure, Synonym
from generator.output import Output
from generator.search import brevity, pack, plain
from generator.views import wording

ADDRESS = "tim-kiem/chi-muc.js"
REST_ADDRESS = "tim-kiem/chi-muc-them.js"
COLUMNS = 7
"""Cells of a procedure in the first script, its code included."""

_LONGEST = 70
_SHARE = 0.08
"""What each procedure adds to the weight of a script, as measured."""
_FORM_NUMBER = re.compile(r"\b[A-ZĐ]{1,4}[- ]?\d{1,3}[a-z]?\b")
_NAMED_FORM = re.compile(rf"(?i:\bmẫu(?: số)?) *(?:TP-)? *({_FORM_NUMBER.pattern})")

Keep = Callable[[bytes, Callable[[], str]], str]


def outputs(catalogue: Catalogue, look: bytes, cache: Path) -> Iterator[Output]:
    """Both scripts; ``look`` is the hash of the program, and the cache keeps their rows."""
    key = digest(look, catalogue.shared_digest, *catalogue.digests.values())
    base = digest(look, catalogue.shared_digest)
    weight = 1 + _SHARE * len(catalogue.briefs)
    for path, make in ((ADDRESS, index), (REST_ADDRESS, rest)):
        rows = cache / f"search-{make.__name__}.msgpack"
        yield Output(path, key, partial(_kept, make, catalogue, rows, base), weight)


def _kept(
    make: Callable[[Catalogue, Keep], bytes], catalogue: Catalogue, rows: Path, base: bytes
) -> bytes:
    """A script; its rows are kept, so that the next build makes only the new."""
    kept = Kept(rows, base, str)
    made = make(catalogue, kept.get)
    kept.save()
    return made


def index(catalogue: Catalogue, keep: Keep = made_anew) -> bytes:
    """The script to publish at ``ADDRESS``: same catalogue, same bytes.

    ``keep``: gives the row of a procedure's digest, made by the function where it has none.
    """
    data = _json(_data(catalogue, _rows(catalogue, keep)))
    ready = "NiemYet.lookup=new NiemYet.Lookup(NiemYet.data);\n"
    return f"NiemYet.data={data};\n{ready}".encode()


def rest(catalogue: Catalogue, keep: Keep = made_anew) -> bytes:
    """The script to publish at ``REST_ADDRESS``; it runs after that of ``index``.

    ``keep``: gives the words of a brief's digest, made by the function where it has none.
    """
    digests = catalogue.brief_digests
    rows = [keep(digests[brief.code], partial(_more, brief)) for brief in _sorted(catalogue)]
    advice = [_flat(synonym.elsewhere or "") for synonym in _elsewhere(catalogue)]
    whole = f"new NiemYet.Lookup(NiemYet.data,{_json(chr(10).join(rows))})"
    return f"NiemYet.advice={_json(advice)};\nNiemYet.whole={whole};\n".encode()


def _rows(catalogue: Catalogue, keep: Keep) -> dict[str, str]:
    """Code -> what the first script says of the procedure, its cells parted by tabs."""
    fields = {field_id: pack.base36(i) for i, field_id in enumerate(catalogue.shared.fields)}
    tiers = [tier.id for tier in catalogue.shared.publisher.tiers]
    said = _said_of(catalogue)

    def made(code: str) -> str:
        return _row(catalogue.whole(code), catalogue, fields, tiers, said.get(code, []))

    return {code: keep(key, partial(made, code)) for code, key in catalogue.digests.items()}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _data(catalogue: Catalogue, rows: Mapping[str, str]) -> dict[str, object]:
    briefs = _sorted(catalogue)
    cells = [rows[brief.code].split("\t") for brief in briefs]
    columns = [pack.numbers(brief.code for brief in briefs)]
    columns += ["\n".join(column) for column in zip(*cells, strict=True)]
    sections = [
        "\n".join(_fields(catalogue, briefs)),
        "\n".join(_said(synonym.say) for synonym in _elsewhere(catalogue)),
        *(columns if briefs else [""] * COLUMNS),
        "\n".join(_synonyms(catalogue, briefs)),
        "\n".join(_guides(catalogue)),
    ]
    signs, letters, text = pack.in_signs("\f".join(sections))
    return {
        "tiers": [[tier.id, tier.name] for tier in catalogue.shared.publisher.tiers] + [["", ""]],
        "hotline": catalogue.shared.publisher.hotline.telephone or "",
        "signs": signs,
        "letters": letters,
        "text": text,
    }


def _sorted(catalogue: Catalogue) -> list[Brief]:
    """Like beside like: then the codes are short steps and the file packs smaller."""
    return sorted(catalogue.briefs.values(), key=lambda brief: (brief.field, brief.code))


def _synonyms(catalogue: Catalogue, briefs: Sequence[Brief]) -> Iterable[str]:
    """Say, means, the rows of its procedures, first those that it names; parted by tabs."""
    at = {brief.code: number for number, brief in enumerate(briefs)}
    for synonym in catalogue.shared.synonyms:
        rows = [at[code] for code in synonym.codes if code in at]
        if synonym.field:
            rows += [at[brief.code] for brief in briefs if brief.field == synonym.field]
        means = _said(synonym.means)
        if not synonym.elsewhere and (means or rows):
            places = " ".join(str(row) for row in dict.fromkeys(rows))
            yield f"{_said(synonym.say)}\t{means}\t{places}".rstrip("\t")


def _guides(catalogue: Catalogue) -> Iterable[str]:
    """The situations of life: name, what people type, the id where the name does not say it."""
    for situation in catalogue.shared.situations:
        name = _flat(situation.name)
        own_id = "" if plain.slug(name) == situation.id else situation.id
        yield f"{name}\t{_said(situation.say)}\t{own_id}".rstrip("\t")


def _said(texts: Iterable[str]) -> str:
    return ";".join(plain.phrases(texts))


def _elsewhere(catalogue: Catalogue) -> list[Synonym]:
    """What is handled elsewhere, in the order of its file."""
    return [synonym for synonym in catalogue.shared.synonyms if synonym.elsewhere]


def _fields(catalogue: Catalogue, briefs: Iterable[Brief]) -> Iterable[str]:
    """The names; empty where no procedure is."""
    used = {brief.field for brief in briefs}
    for field in catalogue.shared.fields.values():
        yield _flat(field.name) if field.id in used else ""


def _said_of(catalogue: Catalogue) -> dict[str, list[str]]:
    """The everyday words that the whole catalogue has for a procedure, by its code."""
    said: dict[str, list[str]] = {}
    for synonym in catalogue.shared.synonyms:
        for code in synonym.codes:
            said.setdefault(code, []).extend(synonym.say)
    return said


def _row(
    procedure: Procedure,
    catalogue: Catalogue,
    fields: dict[str, str],
    tiers: list[str],
    said: list[str],
) -> str:
    """One procedure, its cells in the order that lookup.js names, after the code."""
    tier = catalogue.tier_of(procedure)
    cells = (
        fields[procedure.field],
        pack.base36(tiers.index(tier) if tier in tiers else len(tiers)),
        _flags(procedure, catalogue.day),
        " ".join(_form_numbers(procedure, catalogue)),
        _short_title(procedure),
        ";".join(_own_words(procedure, said)),
    )
    return "\t".join(_flat(cell) for cell in cells)


def _more(brief: Brief) -> str:
    """What the title and the official name say beyond the title as the first script has it."""
    return ";".join(plain.phrases([wording.title(brief), brief.name], [_short_title(brief)]))


def _short_title(brief: Brief) -> str:
    return wording.shorten(wording.title(brief), _LONGEST)


def _own_words(brief: Brief, said: Iterable[str]) -> list[str]:
    """The synonyms that say more than the title."""
    title = wording.title(brief)
    there = plain.words(title)
    found = plain.phrases(brief.synonyms, [title, *said])
    return [text for text in found if not _says(there, text.split())]


def _says(title: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the title has the words, and as near to each other as rank.js asks of neighbours."""
    near = {*pairwise(title), *zip(title, title[2:], strict=False)}
    return set(title) >= set(words) and near >= set(pairwise(words))


def _flat(text: str) -> str:
    return " ".join(text.split())


def _flags(brief: Brief, day: date) -> str:
    """``f``/``p``: fully or partly online; ``0``: free; ``c``: curated, so often asked for."""
    online = {"full": "f", "partial": "p"}.get(brief.online_level or "", "")
    free = "0" if brevity.fee(brief, day) == brevity.FREE else ""
    return online + free + ("c" if brief.summary else "")


def _form_numbers(procedure: Procedure, catalogue: Catalogue) -> list[str]:
    """Those of its forms, and those that its papers name as the form to use."""
    known = catalogue.shared.forms
    forms = " ; ".join(
        f"{known[form].number or ''} ; {known[form].name}"
        for form in procedure.forms
        if form in known
    )
    papers = " ; ".join(
        f"{item.name} ; {item.note or ''}" for case in procedure.dossier for item in case.items
    )
    found = [*_FORM_NUMBER.findall(forms), *_NAMED_FORM.findall(papers)]
    return sorted({number.replace("-", "").replace(" ", "") for number in found})
