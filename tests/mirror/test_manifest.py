"""Names and manifests: what a signed list may say, and that it has exactly one form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.signing import manifest, pack
from generator.signing.faults import Fault
from generator.signing.manifest import EMPTY, Limits, Manifest
from generator.signing.names import check_path

NAMES = {
    "traversal": "../index.html",
    "traversal inside": "a/../../x.html",
    "absolute": "/etc/passwd",
    "drive": "C:/x.html",
    "drive-relative": "C:x.html",
    "backslash": "a\\..\\x.html",
    "empty segment": "a//b.html",
    "dot": "./a.html",
    "dot last": "a/.",
    "device": "CON.html",
    "device in folder": "aux/x.html",
    "device with number": "com1.csv",
    "trailing dot": "x.",
    "hidden": ".htaccess",
    "option": "-rf",
    "stream": "x.html:evil",
    "percent": "a%2e%2e/x",
    "space": "a b.html",
    "control": "a\x07b.html",
    "newline": "a\rb.html",
    "bidi": "a\u202eb.html",
    "unicode": "tên.html",
    "unicode decomposed": "te\u0302n.html",
    "zero width": "a\u200bb.html",
    "fullwidth": "ａ.html",
    "superscript device": "com¹.html",
    "wildcard": "a*.html",
    "short name": "PROGRA~1.HTM",
    "too long": "x" * 181,
    "the mirror's own folder": "mirror/status.json",
    "the mirror's own folder in capitals": "Mirror/index.html",
}

HASH = "0" * 64


def text_of(*paths: str) -> bytes:
    return "".join(f"{HASH} 5 {path}\n" for path in sorted(paths)).encode()


@pytest.mark.parametrize("kind", NAMES)
def test_an_unsafe_name_is_refused(kind: str) -> None:
    with pytest.raises(Fault) as fault:
        check_path(NAMES[kind])
    assert fault.value.code == "name"


@pytest.mark.parametrize("kind", NAMES)
def test_a_manifest_with_an_unsafe_name_is_refused(kind: str) -> None:
    with pytest.raises(Fault) as fault:
        manifest.parse(text_of(NAMES[kind]))
    assert fault.value.code in ("name", "tampered")


@pytest.mark.parametrize(
    "paths",
    [
        ("a/B.html", "a/b.html"),
        ("A/2.html", "a/1.html"),
        ("a/b/c.html", "a/B/d.html"),
        ("a", "a/2.html"),
        ("A", "a/2.html"),
    ],
)
def test_names_that_collide_somewhere_are_refused(paths: tuple[str, ...]) -> None:
    with pytest.raises(Fault) as fault:
        manifest.parse(text_of(*paths))
    assert fault.value.code == "name"


@pytest.mark.parametrize(
    "path",
    [
        "index.html",
        "thu-tuc/1.001193/index.html",
        "pagefind/fragment/vi_0a.pf_fragment",
        "con-trai",
    ],
)
def test_ordinary_names_pass(path: str) -> None:
    assert check_path(path) == path


@pytest.mark.parametrize(
    "text",
    [
        b"x\n",
        text_of("a")[:-1],
        text_of("a").replace(b"\n", b"\r\n"),
        text_of("a") + text_of("a"),
        text_of("b") + text_of("a"),
        text_of("a").replace(b" 5 ", b" 05 "),
        text_of("a").replace(b" 5 ", b" -5 "),
        text_of("a").replace(b"0000", b"000G", 1),
        b"\n" + text_of("a"),
    ],
)
def test_a_manifest_in_any_other_form_is_refused(text: bytes) -> None:
    with pytest.raises(Fault):
        manifest.parse(text)


@pytest.mark.parametrize("limits", [Limits(files=1), Limits(file_bytes=4), Limits(total_bytes=9)])
def test_a_manifest_over_the_limits_is_refused(limits: Limits) -> None:
    with pytest.raises(Fault) as fault:
        manifest.parse(text_of("a", "b"), limits)
    assert fault.value.code == "too-long"


CONTENTS = st.dictionaries(
    st.from_regex(r"[a-z]{1,8}(\.html)?", fullmatch=True), st.binary(max_size=50)
)


def edition(contents: dict[str, bytes]) -> Manifest:
    return Manifest({path: manifest.describe(data) for path, data in contents.items()})


@given(CONTENTS)
def test_a_manifest_survives_writing_and_reading(contents: dict[str, bytes]) -> None:
    safe = {f"p-{path}": data for path, data in contents.items()}
    assert manifest.parse(edition(safe).text) == edition(safe)


@given(CONTENTS, CONTENTS)
def test_edits_turn_the_old_manifest_into_the_new_one(old, new) -> None:
    edits = manifest.edits(edition(old), edition(new))
    assert manifest.apply(edition(old).text, edits) == edition(new).text


@given(CONTENTS, CONTENTS)
def test_a_pack_carries_exactly_what_is_missing(old, new) -> None:
    by_hash = {manifest.describe(data).sha256: data for data in new.values()}
    stream = pack.write(edition(old), edition(new), by_hash.__getitem__)
    reader = pack.Reader(stream)
    assert manifest.apply(edition(old).text, reader.edits(10**6)) == edition(new).text
    for sha256, length in pack.missing(edition(old), edition(new)).items():
        assert b"".join(reader.take(length)) == by_hash[sha256]


def test_a_pack_that_swells_is_cut_off_at_the_wanted_length() -> None:
    import lzma

    swollen = lzma.compress(b"0000000000" + b"\0" * 50_000_000)
    reader = pack.Reader(iter([swollen]))
    assert reader.edits(0) == b""
    assert sum(len(piece) for piece in reader.take(100)) == 100


def test_the_same_editions_make_the_same_pack() -> None:
    new = edition({"a.html": b"1", "b.html": b"2"})
    made = [b"".join(pack.write(EMPTY, new, lambda _: b"x")) for _ in range(2)]
    assert made[0] == made[1]
