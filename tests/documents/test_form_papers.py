"""The four papers of a form: the same blanks in all, every letter right, in text and picture."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import docx
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont
from pypdf import PdfReader, PdfWriter

from generator.documents import fillable_pdf, form_docx, form_font, form_paper, press
from generator.documents.form_paper import Paper
from generator.documents.forms import FormFiles
from generator.form_model import blanks
from tests.documents import catalogues, printed
from tests.documents.definitions import DAY, EVERY_KIND, LETTERS, READING, VALUES

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
SHARED = catalogues.of().shared
FORMS = catalogues.of(forms=("to-khai-thu",))


@pytest.fixture(scope="module")
def blank() -> Paper:
    return form_paper.paper(EVERY_KIND, SHARED)


@pytest.fixture(scope="module")
def filled() -> Paper:
    return form_paper.paper(EVERY_KIND, SHARED, VALUES, sample=True)


@pytest.fixture(scope="module")
def to_print(blank: Paper) -> bytes:
    return press.print_pdf("form.typ", blank, DAY)


@pytest.fixture(scope="module")
def to_fill(blank: Paper) -> bytes:
    return fillable_pdf.make(blank, DAY)


@pytest.fixture(scope="module")
def word(blank: Paper) -> bytes:
    return form_docx.make(blank, DAY)


@pytest.fixture(scope="module")
def sample(filled: Paper) -> bytes:
    return press.print_pdf("form.typ", filled, DAY)


def labels() -> list[str]:
    section = EVERY_KIND.sections[0]
    return [
        *(entry.label for entry in section.entries),
        *(column.label for grid in section.grids for column in grid.columns),
        *(option for entry in section.entries for option in entry.options),
    ]


HEADER = (
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "TỜ KHAI THỬ NGHIỆM",
    "Kính gửi: Ủy ban nhân dân",
    "Người đề nghị",
)


def test_the_paper_begins_as_administrative_papers_do(to_print: bytes) -> None:
    text = printed.text(to_print)
    places = [text.find(words) for words in HEADER]
    assert -1 not in places
    assert places == sorted(places)


def test_the_paper_names_its_number(to_print: bytes) -> None:
    assert printed.text(to_print).startswith("Mẫu CT00")


def test_every_label_stands_on_the_paper_and_in_the_word_file(to_print: bytes, word: bytes) -> None:
    texts = (printed.text(to_print), docx_text(word))
    for label in labels():
        assert all(label in text for text in texts), label


def docx_text(data: bytes) -> str:
    body = docx.Document(BytesIO(data)).element.body
    return " ".join(element.text for element in body.iter(f"{W}t"))


def test_the_printed_paper_keeps_to_pdf_ua_and_pdf_a(to_print: bytes, sample: bytes) -> None:
    for pdf in (to_print, sample):
        assert "<pdfuaid:part>1<" in printed.metadata(pdf)
        assert "<pdfaid:part>2<" in printed.metadata(pdf)


def test_the_fillable_paper_keeps_to_pdf_ua_but_claims_no_pdf_a(to_fill: bytes) -> None:
    assert "<pdfuaid:part>1<" in printed.metadata(to_fill)
    assert "pdfaid" not in printed.metadata(to_fill)


def test_only_a_sample_is_marked(to_print: bytes, sample: bytes) -> None:
    assert "MẪU" not in printed.text(to_print)
    assert all(
        "MẪU" in printed.text_of_page(sample, number) for number in range(printed.pages(sample))
    )


def test_a_sample_says_every_value(sample: bytes) -> None:
    text = printed.text(sample)
    for tag in ("ho-ten", "ngay-sinh", "thanh-vien.2.ten", "noi-lap"):
        assert VALUES[tag] in text, tag
    assert "0 0 0 0 0 0 0 0 0 0 0 1" in text or "000000000001" in text
    assert text.count("X") >= 2


def test_a_value_that_is_too_long_for_its_line_stays_within_it() -> None:
    values = {"ho-ten": "Nguyễn Thị Tên Rất Dài " * 6, "thanh-vien.1.ten": "Lê Văn Tên Dài " * 4}
    pdf = press.print_pdf("form.typ", form_paper.paper(EVERY_KIND, SHARED, values), DAY)
    assert all(printed.margins_are_white(picture) for picture in printed.pictures(pdf, 50))


def fillable_names() -> set[str]:
    names = {blank.tag for blank in blanks(EVERY_KIND)} - {"giay-to", "ngay-lap"}
    return names | {
        *("giay-to.1", "giay-to.2"),
        *("ngay-lap.ngay", "ngay-lap.thang", "ngay-lap.nam"),
    }


def test_every_blank_is_an_entry_of_the_fillable_paper(to_fill: bytes) -> None:
    fields = PdfReader(BytesIO(to_fill)).get_fields()
    assert fields is not None
    tops = {name for name in fields if "/Kids" not in fields[name] or fields[name].get("/FT")}
    assert {name for name in tops if "." in name or name in fillable_names()} >= fillable_names()


def test_every_blank_is_a_control_of_the_word_file(word: bytes) -> None:
    body = docx.Document(BytesIO(word)).element.body
    tags = [tag.get(f"{W}val") for tag in body.iter(f"{W}tag")]
    assert len(tags) == len(set(tags))
    assert set(tags) == fillable_names() - {"gioi-tinh"} | {"gioi-tinh.1", "gioi-tinh.2"}


def test_every_entry_of_the_fillable_paper_has_a_name_for_screen_readers(to_fill: bytes) -> None:
    with pikepdf.open(BytesIO(to_fill)) as pdf:
        for page in pdf.pages:
            assert page.obj.Tabs == "/S"
            for widget in page.obj.get("/Annots", []):
                assert str(widget.TU)
                assert "/StructParent" in widget


def test_every_entry_is_part_of_the_structure_tree(to_fill: bytes) -> None:
    with pikepdf.open(BytesIO(to_fill)) as pdf:
        parents = numbers(pdf.Root.StructTreeRoot.ParentTree)
        widgets = [widget for page in pdf.pages for widget in page.obj.get("/Annots", [])]
        for widget in widgets:
            element = parents[int(widget.StructParent)]
            assert element.S == "/Form"
            assert element.K.Obj.objgen == widget.objgen
        assert int(pdf.Root.StructTreeRoot.ParentTreeNextKey) == max(parents) + 1


def numbers(tree: pikepdf.Object) -> dict[int, pikepdf.Object]:
    found = {}
    if "/Nums" in tree:
        found = {int(tree.Nums[i]): tree.Nums[i + 1] for i in range(0, len(tree.Nums), 2)}
    for kid in tree.get("/Kids", []):
        found |= numbers(kid)
    return found


def test_boxes_lie_within_the_page_and_apart_from_each_other(to_fill: bytes) -> None:
    with pikepdf.open(BytesIO(to_fill)) as pdf:
        for page in pdf.pages:
            boxes = [[float(x) for x in widget.Rect] for widget in page.obj.get("/Annots", [])]
            for number, (left, low, right, high) in enumerate(boxes):
                assert 0 < left < right < 596
                assert 0 < low < high < 842
                for other in boxes[number + 1 :]:
                    apart = (
                        left >= other[2] - 1
                        or other[0] >= right - 1
                        or low >= other[3] - 1
                        or other[1] >= high - 1
                    )
                    assert apart, (boxes[number], other)


def typed(to_fill: bytes) -> bytes:
    """What a program leaves behind that fills the entries: values, and looks to be drawn anew."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(to_fill)))
    for page in writer.pages:
        for annotation in page.get("/Annots", []):
            widget = annotation.get_object()
            if widget.get("/T") in ("ho-ten", "noi-o"):
                from pypdf.generic import NameObject, TextStringObject

                widget[NameObject("/V")] = TextStringObject(LETTERS)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_what_is_typed_is_read_again_letter_by_letter(to_fill: bytes) -> None:
    fields = PdfReader(BytesIO(typed(to_fill))).get_fields()
    assert fields is not None
    assert fields["ho-ten"]["/V"] == LETTERS


def typed_by_hand(pdf: bytes, tag: str, letters: str, scale: float = 2) -> Image.Image:
    """The picture of one entry after a click and these keys in pdfium, which Chromium uses.

    ``scale``: dots for a point of the paper.
    """
    left, low, right, high = place_of(pdf, tag)
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    page = document[0]
    form, raw_page = document.formenv.raw, page.raw
    pdfium.FORM_OnAfterLoadPage(raw_page, form)
    click = ((left + right) / 2, (low + high) / 2)
    pdfium.FORM_OnLButtonDown(form, raw_page, 0, *click)
    pdfium.FORM_OnLButtonUp(form, raw_page, 0, *click)
    for letter in letters:
        assert pdfium.FORM_OnChar(form, raw_page, ord(letter), 0)
    pdfium.FORM_ForceToKillFocus(form)
    picture = page.render(scale=scale, may_draw_forms=True).to_pil().convert("L")
    sides = (left * scale, (842 - high) * scale, right * scale, (842 - low) * scale - 3)
    picture = picture.crop(tuple(map(int, sides)))
    return picture.point(lambda value: 255 if value > 150 else 0)


def place_of(pdf: bytes, tag: str) -> tuple[float, ...]:
    with pikepdf.open(BytesIO(pdf)) as known:
        widget = next(w for w in known.pages[0].obj.Annots if w.get("/T") == tag)
        return tuple(float(x) for x in widget.Rect)


def drawn(letters: str, size: tuple[int, int]) -> Image.Image:
    font = ImageFont.truetype(str(press.FONTS / "LiberationSerif-Regular.ttf"), 24)
    picture = Image.new("L", size, 255)
    ImageDraw.Draw(picture).text((4, 4), letters, font=font, fill=0)
    return picture.point(lambda value: 255 if value > 150 else 0)


def ink(picture: Image.Image) -> tuple[int, int, int]:
    """Width and height of what is drawn, and how many dots it has."""
    box = ImageChops.invert(picture).getbbox()
    assert box, "nothing is drawn"
    return box[2] - box[0], box[3] - box[1], picture.histogram()[0]


@pytest.mark.parametrize("letters", ["Nguyễn Thị", "ữ ợ ặ", "Ữ Ợ Ặ", "đ Đ", "ẵ Ẩ ỹ Ỵ ổ Ự"])
def test_every_letter_typed_shows_in_the_picture(to_fill: bytes, letters: str) -> None:
    seen = typed_by_hand(to_fill, "ho-ten", letters)
    width, height, dots = ink(seen)
    wanted_width, wanted_height, wanted_dots = ink(drawn(letters, (seen.width, seen.height + 20)))
    assert abs(width - wanted_width) <= 6
    assert abs(height - wanted_height) <= 3
    assert abs(dots - wanted_dots) <= 0.35 * wanted_dots


def test_the_embedded_font_has_every_vietnamese_letter() -> None:
    from fontTools.ttLib import TTFont

    known = TTFont(BytesIO(form_font._subset())).getBestCmap()
    assert not [sign for sign in form_font.TYPED if sign not in known and sign < 0x300]


def test_the_word_file_can_be_filled_without_unpacking(word: bytes) -> None:
    with ZipFile(BytesIO(word)) as package:
        assert package.getinfo("word/document.xml").compress_type == ZIP_STORED
        assert package.testzip() is None


def test_the_word_file_of_a_sample_holds_values_and_ticks(filled: Paper) -> None:
    data = form_docx.make(filled, DAY)
    text = docx_text(data)
    assert LETTERS in text
    assert "Số 0 phố Ví Dụ phường Ví Dụ" in text
    body = docx.Document(BytesIO(data)).element.body
    ticks = [box.get(f"{W14}val") for box in body.iter(f"{W14}checked")]
    assert ticks == ["0", "1", "0", "1"]
    header = docx.Document(BytesIO(data)).sections[0].header
    assert header.paragraphs[0].text == "MẪU"


def test_word_opens_what_python_docx_reads_and_pages_are_a4(word: bytes) -> None:
    section = docx.Document(BytesIO(word)).sections[0]
    assert round(section.page_width.cm, 1) == 21.0
    assert round(section.page_height.cm, 1) == 29.7


@pytest.mark.parametrize("make", [form_docx.make, fillable_pdf.make])
def test_the_same_form_gives_the_same_bytes(make: object, blank: Paper) -> None:
    assert make(blank, DAY) == make(blank, DAY)  # type: ignore[operator]


def test_words_of_a_form_are_never_read_as_markup() -> None:
    import msgspec

    hostile = '#panic("x") *a* $x$ <b>&amp; "x" \\ ]'
    definition = msgspec.structs.replace(
        EVERY_KIND, title=hostile, declaration=(hostile,), subtitle=hostile
    )
    paper = form_paper.paper(definition, SHARED, {"ho-ten": hostile})
    text = printed.text(press.print_pdf("form.typ", paper, DAY))
    assert text.count('$x$ <b>&amp; "x" \\ ]') == 3
    assert docx_text(form_docx.make(paper, DAY)).count(hostile) == 3


def test_files_of_a_form_are_offered_with_format_and_size(tmp_path: Path) -> None:
    files = FormFiles(READING, FORMS, tmp_path)
    offered = files.offered("to-khai-thu")
    assert [(one.path.removeprefix("bieu-mau/to-khai-thu/"), one.format) for one in offered] == [
        ("to-khai-thu.pdf", "PDF"),
        ("to-khai-thu-dien.pdf", "PDF"),
        ("to-khai-thu.docx", "DOCX"),
        ("to-khai-thu-mau.pdf", "PDF"),
    ]
    assert all(one.size.endswith(" KB") for one in offered)
    assert files.offered("khac") == ()
    assert {output.path for output in files.outputs()} == {one.path for one in offered}
    assert files.script(EVERY_KIND).path == "bieu-mau/to-khai-thu/dien/mau.js"


def test_a_kept_file_cut_short_is_made_again(tmp_path: Path) -> None:
    first = FormFiles(READING, FORMS, tmp_path).content(EVERY_KIND, "word")
    (kept,) = (tmp_path / "forms").iterdir()
    kept.write_bytes(kept.read_bytes()[:100])
    assert FormFiles(READING, FORMS, tmp_path).content(EVERY_KIND, "word") == first


def test_a_form_that_the_catalogue_does_not_record_has_no_files(tmp_path: Path) -> None:
    assert FormFiles(READING, catalogues.of(), tmp_path).definitions() == []


def test_files_that_no_form_has_any_more_are_forgotten(tmp_path: Path) -> None:
    cache = tmp_path / "forms"
    FormFiles(READING, FORMS, tmp_path).make(1)
    made = set(cache.iterdir())
    (cache / "cu").write_bytes(b"")
    FormFiles(READING, FORMS, tmp_path).make(1)
    assert set(cache.iterdir()) == made and len(made) == 4


def test_a_file_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = FormFiles(READING, FORMS, tmp_path).offered("to-khai-thu")
    monkeypatch.setattr(press, "print_pdf", None)
    assert FormFiles(READING, FORMS, tmp_path).offered("to-khai-thu") == first
