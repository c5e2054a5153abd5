"""The Word file as a word processor shows it: every letter there, nothing beyond the page.

LibreOffice is too big to be installed for the tests; where it is not at hand, these are skipped.
"""

import os
import shutil
import subprocess
import unicodedata
from collections.abc import Iterator

import pypdfium2
import pytest

from generator.documents import form_docx, form_paper, press
from tests.documents import catalogues, printed
from tests.documents.definitions import DAY, EVERY_KIND, LETTERS, VALUES

FONT_SETTINGS = """<?xml version="1.0"?>
<fontconfig><dir>{fonts}</dir><cachedir>{folder}/cache</cachedir>
<alias binding="same"><family>Times New Roman</family><accept><family>Liberation Serif</family>
</accept></alias></fontconfig>
"""
OFFICE = shutil.which("soffice")
pytestmark = pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> Iterator[bytes]:
    """The filled Word file, printed by LibreOffice."""
    folder = tmp_path_factory.mktemp("word")
    filled = form_paper.paper(EVERY_KIND, catalogues.of().shared, VALUES, sample=True)
    (folder / "mau.docx").write_bytes(form_docx.make(filled, DAY))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "mau.docx"]
    # As on a desk with Vietnamese fonts: those of this project, none of the machine's.
    (folder / "fonts.conf").write_text(FONT_SETTINGS.format(fonts=press.FONTS, folder=folder))
    settings = os.environ | {"FONTCONFIG_FILE": str(folder / "fonts.conf")}
    subprocess.run(command, cwd=folder, env=settings, check=True, capture_output=True, timeout=120)
    yield (folder / "mau.pdf").read_bytes()
    shutil.rmtree(folder / "profile", ignore_errors=True)


def run_together(text: str) -> str:
    """Without white space, since lines may break anywhere."""
    return unicodedata.normalize("NFC", "".join(text.split()))


def test_every_label_and_value_is_shown(shown: bytes) -> None:
    pages = pypdfium2.PdfDocument(shown)
    text = run_together("".join(page.get_textpage().get_text_range() for page in pages))
    labels = [entry.label for section in EVERY_KIND.sections for entry in section.entries]
    wanted = [*labels, LETTERS, VALUES["so-dinh-danh"], VALUES["thanh-vien.2.ten"], "MẪU"]
    assert [words for words in wanted if run_together(words) not in text] == []


def test_pages_are_a4_with_white_margins(shown: bytes) -> None:
    for page in pypdfium2.PdfDocument(shown):
        assert page.get_size() == pytest.approx((595.3, 841.9), abs=1)
    assert all(printed.margins_are_white(picture) for picture in printed.pictures(shown, 50))
