"""Vietnamese typed into the fillable paper shows right in Chromium's own viewer.

The viewer is driven as a reader drives it: a click into an entry, then the keyboard.  What it shows
is compared with the picture that pdfium alone makes of the same keys.
"""

import unicodedata
from collections.abc import Iterator
from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageFilter, ImageOps
from playwright.sync_api import Page, sync_playwright

from generator.documents import fillable_pdf, form_paper
from tests.browser import serving
from tests.browser.conftest import QUIET
from tests.browser.visits import PATIENCE
from tests.documents import catalogues
from tests.documents.definitions import DAY, EVERY_KIND
from tests.documents.test_form_papers import ink, place_of, typed_by_hand
from tests.tools import program

ENTRY = "ho-ten"
DOTS_A_PIXEL = 2
SCALE = 96 / 72 * DOTS_A_PIXEL
"""Dots of a screenshot for a point of the paper, at the viewer's zoom of 100 %."""
HEIGHT = 842


@pytest.fixture(scope="module")
def paper() -> bytes:
    blank = form_paper.paper(EVERY_KIND, catalogues.of().shared)
    return fillable_pdf.make(form_paper.fitted(blank, DAY), DAY)


@pytest.fixture(scope="module")
def viewer(paper: bytes, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The paper in the viewer, sent as strict hosts send it."""
    folder = tmp_path_factory.mktemp("viewer")
    (folder / "to-khai.pdf").write_bytes(paper)
    (folder / "404.html").write_bytes(b"")
    chromium = program("chromium")
    with serving.serving(folder, {"/": serving.STRICT}) as origin, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(QUIET))
        view = {"width": 900, "height": 1200}
        page = browser.new_page(viewport=view, device_scale_factor=DOTS_A_PIXEL)  # type: ignore[arg-type]
        page.goto(f"{origin}/to-khai.pdf#toolbar=0&navpanes=0&zoom=100")
        yield page
        browser.close()


def screen(viewer: Page) -> Image.Image:
    return Image.open(BytesIO(viewer.screenshot())).convert("L")


def corner(viewer: Page) -> tuple[int, int]:
    """The upper left corner of the paper on the screen, when the viewer shows it."""
    for _ in range(PATIENCE // 200):
        white = screen(viewer).point(lambda value: 255 if value > 250 else 0).getbbox()
        if white and abs(white[2] - white[0] - 595 * SCALE) < 4:
            return white[0], white[1]
        viewer.wait_for_timeout(200)
    raise AssertionError("the viewer does not show the paper")


def shown(viewer: Page, paper: bytes, letters: str) -> Image.Image:
    """The picture of the entry after a click and these letters."""
    left, low, right, high = place_of(paper, ENTRY)
    from_left, from_top = corner(viewer)
    across, down = (left + right) / 2 * SCALE, (HEIGHT - (low + high) / 2) * SCALE
    viewer.mouse.click((from_left + across) / DOTS_A_PIXEL, (from_top + down) / DOTS_A_PIXEL)
    viewer.keyboard.press("Control+A")
    viewer.keyboard.insert_text(letters)
    # The entry loses its focus, and with it the caret.
    viewer.mouse.click((from_left + 40) / DOTS_A_PIXEL, (from_top + 40) / DOTS_A_PIXEL)
    viewer.wait_for_timeout(300)
    box = (left * SCALE, (HEIGHT - high) * SCALE, right * SCALE, (HEIGHT - low) * SCALE - 3)
    moved = [int(value + (from_left, from_top)[place % 2]) for place, value in enumerate(box)]
    cut = screen(viewer).crop((moved[0], moved[1], moved[2], moved[3]))
    # The viewer lays a pale colour over entries, above their letters.
    return ImageOps.autocontrast(cut).point(lambda value: 255 if value > 120 else 0)


def difference(one: Image.Image, other: Image.Image) -> float:
    """The share of ink in which two pictures of letters differ, laid over each other."""
    first, second = (
        ImageChops.invert(picture).filter(ImageFilter.GaussianBlur(1)) for picture in (one, other)
    )
    moved = [
        ImageChops.offset(first, across, down) for across in range(-3, 4) for down in range(-3, 4)
    ]
    apart = min(_weight(ImageChops.difference(second, picture)) for picture in moved)
    return apart / _weight(second)


def _weight(picture: Image.Image) -> int:
    return sum(value * count for value, count in enumerate(picture.histogram()))


def without_marks(letters: str) -> str:
    bare = unicodedata.normalize("NFD", letters.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in bare if not unicodedata.combining(sign))


TYPED = ("Nguyễn Thị", "ữ ợ ặ", "Ữ Ợ Ặ", "đ Đ", "ẵ Ẩ ỹ Ỵ ổ Ự")


@pytest.mark.parametrize("letters", TYPED)
def test_every_letter_typed_shows_in_chromium_with_its_marks(
    viewer: Page, paper: bytes, letters: str
) -> None:
    seen, bare = (shown(viewer, paper, typed) for typed in (letters, without_marks(letters)))
    right, wrong = (
        typed_by_hand(paper, ENTRY, typed, SCALE) for typed in (letters, without_marks(letters))
    )
    sizes = zip(ink(seen)[:2], ink(right)[:2], strict=True)
    assert all(abs(one - other) <= 4 for one, other in sizes)
    assert difference(seen, right) < difference(seen, wrong)
    assert difference(bare, wrong) < difference(bare, right)
