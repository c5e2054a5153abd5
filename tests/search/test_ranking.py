"""How the search reads what people type, on a small catalogue."""

import tempfile
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from generator.catalogue import Catalogue
from generator.search import engine, index
from tests.search import queries, sample
from tests.search.engines import ask, replies

SCRIPT = index.index(sample.catalogue()) + index.rest(sample.catalogue())

FOUND_FIRST = {
    "không dấu": ("dang ky khai sinh", "1.001193"),
    "đ là d": ("đang ki khai sinh", "1.001193"),
    "chữ hoa": ("ĐĂNG KÝ KHAI SINH", "1.001193"),
    "Telex": ("ddawng kys khai tuwr", "1.000656"),
    "VNI": ("d9a8ng ky1 ke6t1 ho6n", "1.000894"),
    "s thay x": ("khai xinh", "1.001193"),
    "tr thay ch": ("trứng thực trữ ký", "2.000884"),
    "dấu kiểu mới": ("hoà giải viên", "1.002211"),
    "thiếu một chữ cái": ("đăng ký thườn trú", "1.004222"),
    "đang gõ dở": ("đăng ký thư", "1.004222"),
    "dính liền": ("khaisinh", "1.001193"),
    "đảo thứ tự": ("tạm trú đăng ký", "1.004194"),
    "từ hằng ngày": ("giấy độc thân", "1.004873"),
    "từ hằng ngày, không dấu": ("sao y ban chinh", "2.000815"),
    "cả câu": ("tôi muốn đăng ký kết hôn thì cần giấy tờ gì", "1.000894"),
    "mã có chấm": ("1.004873", "1.004873"),
    "mã không chấm": ("1004873", "1.004873"),
    "mã trong câu": ("mã thủ tục 1.004873", "1.004873"),
    "tên tờ khai": ("tờ khai đăng ký kết hôn", "1.000894"),
}


def reply(query: str) -> dict[str, Any]:
    (said,) = replies(SCRIPT, [query])
    return said


@pytest.mark.parametrize(("query", "code"), FOUND_FIRST.values(), ids=FOUND_FIRST)
def test_what_people_type_finds_the_procedure_first(query: str, code: str) -> None:
    assert reply(query)["codes"][:1] == [code]


@pytest.mark.parametrize("query", ["CT01", "ct 01", "ct-01", "mẫu CT01"])
def test_a_form_number_finds_the_procedures_that_use_the_form(query: str) -> None:
    assert set(reply(query)["codes"][:3]) == {"1.003677", "1.004194", "1.004222"}


def test_a_form_that_only_a_paper_names_is_found_and_another_is_not_guessed() -> None:
    assert reply("CT02")["codes"] == ["1.004222"]
    assert reply("mẫu ct 02")["codes"] == ["1.004222"]
    assert reply("CT09")["codes"] == []
    assert reply("QH12")["codes"] == []  # a law is no form


@pytest.mark.parametrize("query", ["sinh con", "sinh cno", "tôi sắp sinh thì làm gì"])
def test_a_situation_of_life_is_found_beside_its_procedures(query: str) -> None:
    assert reply(query)["guide"] == "co-em-be"


def test_a_query_for_one_procedure_gets_no_guide() -> None:
    assert reply("đăng ký khai sinh")["guide"] == ""


def test_what_stands_beyond_the_shortened_title_is_found_by_the_second_script() -> None:
    first, whole = index.index(sample.catalogue()), SCRIPT
    (short,), (found,) = replies(first, ["tượng đài"]), replies(whole, ["tượng đài"])
    assert (short["codes"], found["codes"]) == ([], ["1.013236"])


# Syllables of ours that make other words, or stand alone in a question about something else.
NO_EVIDENCE = """
chữ nghĩa | cấp cứu | sinh nhật vui vẻ | tạm biệt | giải bóng đá | nhà hàng ngon
công viên nước | bản nhạc hay | xây xẩm mặt mày | con mèo | mẹ nấu cơm
"""


@pytest.mark.parametrize(
    "query", [part.strip() for part in NO_EVIDENCE.replace("\n", "|").split("|") if part.strip()]
)
def test_a_syllable_met_alone_is_no_answer(query: str) -> None:
    assert reply(query)["codes"] == []


def test_composed_and_decomposed_letters_find_the_same() -> None:
    for query in ("Đăng ký khai sinh", "hoà giải viên", "giấy độc thân"):
        both = [unicodedata.normalize(form, query) for form in ("NFC", "NFD")]
        composed, decomposed = replies(SCRIPT, both)
        assert composed["codes"] == decomposed["codes"] != []


def test_typed_tones_put_exact_matches_first_and_a_toneless_query_finds_all() -> None:
    death, birth, both = (reply(query)["codes"] for query in ("khai tử", "khai sinh", "khai"))
    assert death[0] == "1.000656"
    assert birth[0] == "1.001193"
    assert {"1.000656", "1.001193", "1.003677"} <= set(both)


def test_a_wrong_tone_still_finds() -> None:
    assert reply("khai tữ")["codes"][0] == "1.000656"


def test_a_matter_of_another_office_says_whose_it_is() -> None:
    assert "Tòa án" in reply("tôi muốn ly hôn")["elsewhere"]
    assert "ngân hàng" in reply("vay tiền nhanh")["elsewhere"]
    assert "ngân hàng" in reply("vay tien nhanh")["elsewhere"]  # "vay" is no empty "vậy" here
    assert not reply("đăng ký kết hôn")["elsewhere"]


def test_before_the_second_script_has_come_it_only_says_that_it_is_another_office() -> None:
    (said,) = replies(index.index(sample.catalogue()), ["ly hôn"])
    assert said["elsewhere"] == "Việc này do nơi khác giải quyết."


def test_procedures_that_match_less_than_nearly_whole_are_not_listed_below_the_advice() -> None:
    said = reply("ly hôn giấy tờ")
    assert said["elsewhere"] and said["codes"] == []


@pytest.mark.parametrize("query", ["", "   ", "!!!", "xin chào", "zzzz", "😀", "?" * 500])
def test_nothing_to_find_gives_no_answers_and_no_fault(query: str) -> None:
    assert reply(query)["codes"] == []


def test_the_query_as_understood_is_told_where_it_is_not_what_was_typed() -> None:
    assert reply("hooj tijch")["read"] == "hộ tịch"
    assert reply("đăng ký khai sinh")["read"] == ""


# What the keyboard leaves when Telex or VNI is off, and the syllable that was meant.
REPAIRS = """
ddawng dang | kys ky | hooj ho | tijch tich | tuwr tu | giaays giay | phesp phep | xaay xay
duwngj dung | thuowngf thuong | nuwowcs nuoc | chuwngs chung | thuwcj thuc | nghieepj nghiep
quyeenf quyen | dduwowngf duong | truowngf truong | vieejt viet | ngwngf ngung | datd dat
d9a8ng dang | ho65 ho | ke6t1 ket | cu7o7c1 cuoc | d9o65ng dong | va81ng vang | quo61c quoc
sinh sinh | ban ban | nghĩa nghĩa | karaoke karaoke | ct01 ct01 | 2026 2026
"""


def test_remains_of_telex_and_vni_are_repaired() -> None:
    pairs = [pair.split() for line in REPAIRS.split("\n") for pair in line.split("|") if pair]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "engine.js"
        path.write_bytes(engine.script())
        repaired = ask("ours.mjs", path, {"repair": [typed for typed, _ in pairs]})
    assert repaired == [meant for _, meant in pairs]


def test_a_query_at_6000_procedures_takes_at_most_50_milliseconds(shipped: Catalogue) -> None:
    asked = [query.text for query in queries.read()]
    catalogue = sample.many(6000, shipped)
    script = index.index(catalogue) + index.rest(catalogue)
    times = sorted(said["ms"] for said in replies(script, asked))
    slowest = times[int(len(times) * 0.95)]
    print(f"6,000 procedures: p95 {slowest:.1f} ms")
    assert slowest <= 50
