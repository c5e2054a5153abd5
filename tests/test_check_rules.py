"""Every rule has one example that passes and one that fails, tried on a copy of the example."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from generator import check
from generator.findings import Finding
from generator.folder import read
from generator.store import Store
from tests.paths import ROOT

EXAMPLE = ROOT / "tests" / "example_catalogue"
BIRTH = "procedures/ho-tich/1.001193.yml"
COPY = "procedures/chung-thuc/2.000815.yml"
BUSINESS = "procedures/ho-kinh-doanh/1.001612.yml"
WARDS = "wards/hai-ba-trung.yml"
LEGAL = "legal/van-ban.yml"
FEES = "fees/chung-thuc.yml"


class Example(NamedTuple):
    """In ``file``, ``old`` becomes ``good`` and passes, or ``bad`` and fails on line ``at``.

    ``at`` is a part of the line to which the finding must point.
    """

    rule: str
    file: str
    old: str
    good: str
    bad: str
    at: str


def example(rule: str, file: str, old: str, bad: str, at: str = "", good: str = "") -> Example:
    """An example whose ``good`` is the catalogue as it is, and whose ``at`` is what is bad."""
    return Example(rule, file, old, good or old, bad, at or bad)


EXAMPLES = [
    example("references/field", BIRTH, "field: ho-tich", "field: ho-tic"),
    example("references/tier", BIRTH, "tier: ward", "tier: wards"),
    example("references/agency", BUSINESS, "agency: ubnd-phuong", "agency: ubnd-xa"),
    example(
        "references/legal", BIRTH, "legal_basis: [60/2014/QH13,", "legal_basis: [60/2014/QH14,"
    ),
    example("references/fee", COPY, "fee: chung-thuc-ban-sao", "fee: chung-thuc-ban-chinh"),
    example("references/form", BUSINESS, "forms: [giay-de-nghi", "forms: [giay-de-nghi-khac"),
    example("references/code", BIRTH, 'related: ["2.000815"]', 'related: ["2.000816"]'),
    example("references/self", BUSINESS, 'linked: ["2.000815"]', 'linked: ["1.001612"]'),
    example(
        "dates/backwards",
        BUSINESS,
        "since: 2021-01-04, until: 2025-06-30",
        "since: 2025-06-30, until: 2021-01-04",
    ),
    example("dates/overlap", BUSINESS, "{tier: ward, since: 2025-07-01,", "{tier: ward,"),
    example("dates/checked", COPY, "checked: 2020-02", "checked: 2020-13"),
    example("dates/after-posting", COPY, "checked: 2020-02", "checked: 2020-03"),
    Example(
        "dates/made-up",
        "publisher.yml",
        "since: 2020-09-02, until: 2020-09-02,",
        "since: 2020-09-02, until: 2020-09-02, made_up_on: 2020-09-05,",
        "since: 2020-09-02, until: 2020-09-02, made_up_on: 2020-09-03,",
        "made_up_on: 2020-09-03",
    ),
    example("dates/tier", BUSINESS, "tier: district, until: 2025-06-30,", "tier: district,"),
    example("law/part-missing", COPY, "sets: 1\n", "", at="# Danh mục ví dụ"),
    example(
        "law/gap-with-value",
        BIRTH,
        "  conditions: {status: not-published}",
        "  results: {status: not-published}\n  conditions: {status: not-published}",
        at="results: {",
    ),
    example(
        "law/expired",
        COPY,
        "legal_basis: [23/2015/NĐ-CP,",
        "legal_basis: [98/2006/NĐ-CP,",
    ),
    example("fees/basis", FEES, "basis: rule, stated:", "basis: rule, name:"),
    example("fees/stray", FEES, "{basis: rule, ", "{basis: rule, amount: 200000, "),
    example("fees/reduced", FEES, "reduced_from: 3, ", "", "reduced_amount: 1000"),
    example("fees/nested", FEES, "{amount: 2000,", "{basis: shared, fee: chung-thuc-ban-sao,"),
    example("fees/source", COPY, ", legal: [264/2016/TT-BTC]}", "}", at="Tại cơ quan đại diện}"),
    example(
        "fees/source-pending",
        BUSINESS,
        "until: 2025-06-30, legal: [85/2019/TT-BTC], note",
        "until: 2025-06-30, note",
    ),
    example("fees/zero", FEES, "amount: 2000,", "amount: 0,"),
    example("fees/whole", FEES, "amount: 2000,", "amount: 2.5,"),
    example("fees/small", FEES, "amount: 2000,", "amount: 2.000,"),
    example(
        "time-limits/unit",
        COPY,
        "{number: 2, unit: working-day, case",
        "{number: 2, case",
    ),
    example("time-limits/empty", BIRTH, '{stated: "1", channel: online}', "{channel: online}"),
    example("channels/listed", BIRTH, "  - kind: post\n", "", at="channel: post"),
    example(
        "channels/repeated",
        BIRTH,
        "- kind: post",
        "- kind: post\n  - kind: online",
        at="- kind: online",
    ),
    example(
        "channels/online-reason",
        BIRTH,
        "online_reason: Giấy chứng sinh bản giấy phải nộp khi nhận kết quả\n",
        "",
        at="online_level: partial",
    ),
    example(
        "forms/listed",
        BIRTH,
        "forms: [to-khai-dang-ky-khai-sinh]\n",
        "",
        at="form: to-khai-dang-ky-khai-sinh",
    ),
    example("links/scheme", BIRTH, 'url: "https://', 'url: "javascript:https://'),
    example("links/base-address", "publisher.yml", "base_address: https:", "base_address: ftp:"),
    example("contacts/email", WARDS, "email: nguyen-du@example.org", "email: nguyen-du"),
    example("contacts/unmarked", WARDS, "      sample: true\n", "", at='telephone: "0000 000 241"'),
    example("counts/declared", "publisher.yml", "    procedures: 2", "    procedures: 3"),
    example(
        "counts/empty-field",
        "fields.yml",
        "fields:",
        "fields:\n  - {id: dat-dai, name: Đất đai}",
        at="id: dat-dai",
    ),
    example(
        "overlap/field-name",
        "fields.yml",
        "name: Hộ kinh doanh",
        "name: HỘ TỊCH",
        at="name: Hộ tịch",
    ),
    example(
        "overlap/name",
        COPY,
        "short_name: Chứng thực bản sao từ bản chính\nfield: chung-thuc",
        "short_name: Thủ tục về đăng ký khai sinh\nfield: ho-tich",
        at="short_name:",
    ),
    example(
        "overlap/legal-number",
        LEGAL,
        "  - number: 10/2012/QH13",
        "  - number: 60/2014/qh13\n    kind: law\n    source: {title: Ví dụ, checked: 2020-02}\n"
        "  - number: 10/2012/QH13",
        at="number: 60/2014/qh13",
    ),
    example(
        "synonyms/double",
        "synonyms.yml",
        "say: [công chứng, sao y]",
        "say: [mở tiệm, sao y]",
        at="say: [mở tiệm, mở cửa hàng]",
    ),
    example(
        "synonyms/meaning",
        "synonyms.yml",
        "say: [hộ chiếu], elsewhere: Việc này không thuộc danh mục ví dụ.",
        "say: [hộ chiếu]",
    ),
    example(
        "synonyms/repeated",
        BIRTH,
        "synonyms: [làm giấy khai sinh]",
        "synonyms: [đăng ký khai sinh]",
    ),
    example(
        "wording/placeholder",
        BIRTH,
        "reception: Bộ phận một cửa của phường",
        "reception: Bộ phận một cửa của phường XX",
        good="reception: Bộ phận một cửa theo Phụ lục XX",
    ),
    example(
        "wording/ellipsis",
        BIRTH,
        "Chuẩn bị giấy tờ theo danh sách.",
        "Chuẩn bị giấy tờ, đơn...",
    ),
    example("wording/nfc", COPY, "sao y bản chính", "sao y bản chi\u0301nh"),
    example("wording/characters", COPY, "sao y bản chính", "sao y\u200b bản chính"),
]
EXPIRED = """  - number: 98/2006/NĐ-CP
    kind: decree
    until: 2015-04-09
    source: {title: Văn bản ví dụ, checked: 2020-02}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    folder = tmp_path / "catalogue"
    shutil.copytree(EXAMPLE, folder)
    with (folder / LEGAL).open("a", encoding="utf-8") as file:
        file.write(EXPIRED)
    return folder


def findings_after(root: Path, example: Example, new: str) -> list[Finding]:
    """The findings of the example's rule once its text is replaced."""
    path = root / example.file
    text = path.read_text(encoding="utf-8")
    assert example.old in text
    path.write_text(text.replace(example.old, new, 1), encoding="utf-8")
    reading = read(root, Store(root.parent / "cache", b""))
    return [finding for finding in reading.findings() if finding.rule == example.rule]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_the_good_example_passes(root: Path, example: Example) -> None:
    assert findings_after(root, example, example.good) == []


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.rule)
def test_the_bad_example_is_reported_at_its_line(root: Path, example: Example) -> None:
    (finding,) = findings_after(root, example, example.bad)
    assert finding.path == str(root / example.file)
    line = Path(finding.path).read_text(encoding="utf-8").splitlines()[finding.line - 1]
    assert example.at in line
    assert finding.what.endswith((".", "?")) and finding.repair.endswith((".", "?"))


def test_every_rule_has_an_example() -> None:
    assert sorted(example.rule for example in EXAMPLES) == [rule.name for rule in check.RULES]


def test_every_rule_has_a_sentence_in_both_languages() -> None:
    for rule in check.RULES:
        assert rule.sentence.endswith("."), rule.name
        assert rule.explanation.endswith("."), rule.name
    assert len({rule.sentence for rule in check.RULES}) == len(check.RULES)
