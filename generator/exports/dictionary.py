"""The data dictionary: what each table and each column says, in Vietnamese and in English.

In: the tables.  Out: words for them, and the dictionary itself as rows and as a JSON tree.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from generator.exports.tables import SEPARATOR, Column, Row, Table
from generator.model import Attribute
from generator.views import wording


class Words(msgspec.Struct, frozen=True):
    """A short Vietnamese label, and a sentence in each language."""

    label: str
    vi: str
    en: str


HEAD = (
    "table",
    "column",
    "type",
    "required",
    "label_vi",
    "description_vi",
    "description_en",
    "values",
    "refers_to",
)


def table(name: str) -> Words:
    """What the table holds."""
    return TABLE_WORDS[name]


def column(table_name: str, name: str) -> Words:
    """What the column says: by table and column where that differs, else by the column."""
    if name in _STATUS:
        return _status(_STATUS[name])
    found = COLUMN_WORDS.get(f"{table_name}.{name}") or COLUMN_WORDS.get(name)
    return found or COLUMN_WORDS[name.partition("_")[2]]


def rows(tables: Iterable[Table]) -> Iterator[Row]:
    """The dictionary as a table of ``HEAD``."""
    for listed in tables:
        for part in listed.columns:
            words = column(listed.name, part.name)
            about = (words.label, words.vi, words.en)
            values = SEPARATOR.join(part.values) or None
            refers = ".".join(part.refers) if part.refers else None
            yield (listed.name, part.name, part.kind, part.required, *about, values, refers)


def tree(tables: Iterable[Table]) -> list[dict[str, Any]]:
    """The dictionary as a plain tree."""
    return [
        {**_words(table(listed.name)), "table": listed.name, "key": list(listed.key)}
        | {"columns": [_column(listed, part) for part in listed.columns]}
        for listed in tables
    ]


def _column(listed: Table, part: Column) -> dict[str, Any]:
    said = {"column": part.name, "type": part.kind, "required": part.required}
    values = {"values": list(part.values)} if part.values else {}
    refers = {"refers_to": ".".join(part.refers)} if part.refers else {}
    return _words(column(listed.name, part.name)) | said | values | refers


def _words(words: Words) -> dict[str, str]:
    return {"label_vi": words.label, "description_vi": words.vi, "description_en": words.en}


def _status(attribute: Attribute) -> Words:
    part = wording.PART[attribute]
    return Words(
        f"{wording.first_upper(part)}: mức độ biết",
        f"Biết đến đâu về {part}: known = biết; not-published = nguồn không công bố; "
        "not-applicable = thủ tục không có phần này; to-be-verified = còn phải kiểm chứng; "
        "not-recorded = danh mục chưa ghi.",
        f"How well the part “{attribute}” is known: known, not-published (by the source), "
        "not-applicable, to-be-verified, or not-recorded (in this catalogue yet).",
    )


_STATUS: Mapping[str, Attribute] = {f"{attribute}_status": attribute for attribute in wording.PART}

TABLE_WORDS: Mapping[str, Words] = {
    "procedures_wide": Words(
        "Bảng rộng",
        "Mỗi thủ tục một dòng, mọi phần viết bằng lời để đọc ngay.",
        "One row per procedure, every part put into Vietnamese words for reading.",
    ),
    "procedures": Words(
        "Thủ tục",
        "Mỗi thủ tục một dòng: các phần chỉ có một giá trị, và mức độ biết của từng phần.",
        "One row per procedure: its single-valued parts and how well each part is known.",
    ),
    "jurisdictions": Words(
        "Cấp thực hiện", "Cấp thực hiện theo thời gian.", "The tier that handles it, by dates."
    ),
    "authorities": Words(
        "Cơ quan giải quyết",
        "Cơ quan giải quyết và vai trò của cơ quan.",
        "Authorities that settle the procedure, and their role.",
    ),
    "channels": Words("Cách thức nộp", "Các cách nộp hồ sơ.", "Ways to submit."),
    "time_limits": Words(
        "Thời hạn",
        "Thời hạn giải quyết, theo cách nộp và trường hợp.",
        "Time limits, by channel and case.",
    ),
    "fees": Words(
        "Phí, lệ phí",
        "Các khoản phí, lệ phí; cột basis nói biết đến đâu.",
        "Fees; the column basis says what is known.",
    ),
    "dossier": Words(
        "Thành phần hồ sơ",
        "Giấy tờ phải nộp hoặc xuất trình, theo trường hợp.",
        "Papers to bring, by case.",
    ),
    "applicants": Words("Đối tượng", "Đối tượng thực hiện.", "Who may apply."),
    "steps": Words("Trình tự", "Các bước thực hiện.", "Steps."),
    "results": Words("Kết quả", "Kết quả thực hiện.", "What the applicant receives."),
    "conditions": Words("Yêu cầu, điều kiện", "Yêu cầu, điều kiện.", "Conditions to be met."),
    "synonyms": Words("Tên gọi khác", "Cách gọi thông dụng.", "Everyday names."),
    "legal_basis": Words(
        "Căn cứ pháp lý", "Văn bản làm căn cứ.", "Legal documents that it rests on."
    ),
    "procedure_forms": Words(
        "Biểu mẫu của thủ tục", "Biểu mẫu mà thủ tục dùng.", "Forms that the procedure uses."
    ),
    "linked_procedures": Words(
        "Thủ tục liên thông", "Thủ tục làm cùng lúc.", "Procedures done together with it."
    ),
    "related_procedures": Words(
        "Thủ tục liên quan", "Thủ tục nên xem thêm.", "Procedures worth seeing beside it."
    ),
    "gaps": Words(
        "Phần chưa biết",
        "Phần không có nội dung hoặc còn phải kiểm chứng, và lý do.",
        "Parts without a value, or with a doubtful one, and why.",
    ),
    "fields": Words("Lĩnh vực", "Lĩnh vực của thủ tục.", "Fields of procedures."),
    "tiers": Words("Các cấp", "Cấp chính quyền, theo thời gian.", "Tiers of government, by dates."),
    "agencies": Words("Cơ quan", "Cơ quan giải quyết thủ tục.", "Authorities."),
    "wards": Words("Phường, xã", "Phường, xã và bộ phận một cửa.", "Wards and one-stop desks."),
    "legal_documents": Words("Văn bản", "Văn bản pháp luật.", "Legal documents."),
    "shared_fees": Words(
        "Khoản phí chung",
        "Khoản phí, lệ phí mà nhiều thủ tục cùng thu.",
        "Fees that several procedures share.",
    ),
    "shared_fee_amounts": Words(
        "Mức của khoản phí chung", "Mức thu của khoản phí chung.", "Amounts of shared fees."
    ),
    "forms": Words("Biểu mẫu", "Mẫu đơn, mẫu tờ khai.", "Forms."),
    "holidays": Words("Ngày nghỉ", "Ngày cơ quan nghỉ làm việc.", "Days on which offices close."),
    "search_words": Words(
        "Từ tìm kiếm",
        "Từ người dân dùng và điều từ ấy chỉ đến.",
        "Everyday search words and what they mean.",
    ),
    "situations": Words(
        "Tình huống", "Tình huống trong đời và hướng dẫn ngắn.", "Situations of life, with a guide."
    ),
    "situation_steps": Words(
        "Việc trong tình huống",
        "Việc phải làm trong mỗi tình huống, theo thứ tự.",
        "What to do in each situation, in order.",
    ),
    "glossary": Words("Từ ngữ", "Từ pháp lý bằng lời dễ hiểu.", "Legal terms in plain words."),
}
"""Each table by its name."""

_W = Words
COLUMN_WORDS: Mapping[str, Words] = {
    "code": _W("Mã thủ tục", "Mã thủ tục trên Cổng Dịch vụ công.", "Code of the procedure."),
    "wards.code": _W("Mã phường, xã", "Mã đơn vị hành chính, 5 chữ số.", "Unit code, 5 digits."),
    "procedure": _W("Mã thủ tục", "Mã của thủ tục có dòng này.", "Code of the row's procedure."),
    "position": _W("Thứ tự", "Thứ tự của dòng, từ 1.", "Position of the row, from 1."),
    "id": _W("Mã định danh", "Mã định danh, không đổi.", "Permanent identifier."),
    "name": _W("Tên", "Tên đầy đủ.", "Full name."),
    "procedures.name": _W("Tên thủ tục", "Tên chính thức.", "Official name."),
    "dossier.name": _W("Tên giấy tờ", "Tên giấy tờ.", "Name of the paper."),
    "fees.name": _W(
        "Tên khoản thu", "Tên khoản thu, nếu có nhiều khoản.", "Name of the fee, where several."
    ),
    "short_name": _W("Tên ngắn", "Tên ngắn do biên tập viên đặt.", "Short name by the editors."),
    "field": _W("Lĩnh vực", "Mã lĩnh vực.", "Identifier of the field."),
    "tier": _W(
        "Cấp thực hiện", "Mã của cấp; ở bảng thủ tục: cấp vào ngày của dữ liệu.",
        "Tier; in the table procedures, the tier on the day of the data.",
    ),
    "summary": _W("Tóm tắt", "Tóm tắt bằng lời dễ hiểu.", "Plain-language summary."),
    "online_level": _W(
        "Mức độ trực tuyến", "full = toàn trình; partial = một phần; none = không có.",
        "Online level: full, partial or none.",
    ),
    "online_reason": _W(
        "Lý do một phần", "Vì sao chỉ trực tuyến một phần.", "Why it is only partly online."
    ),
    "reception": _W("Nơi tiếp nhận", "Nơi tiếp nhận hồ sơ.", "Where dossiers are received."),
    "home_delivery": _W(
        "Trả tại nhà", "Có trả kết quả tại nhà không.", "Whether results are delivered home."
    ),
    "sets": _W("Số bộ hồ sơ", "Số bộ hồ sơ phải nộp.", "Number of dossier sets."),
    "decision_number": _W("Quyết định", "Số quyết định công bố.", "Publishing decision's number."),
    "decision_issued": _W("Ngày quyết định", "Ngày ban hành quyết định.", "Day of the decision."),
    "decision_issuer": _W("Nơi quyết định", "Cơ quan ban hành.", "Who issued the decision."),
    "source_title": _W("Nguồn", "Tên nguồn của dữ kiện.", "Title of the source."),
    "source_checked": _W(
        "Ngày đọc nguồn", "Ngày hoặc tháng đọc nguồn.", "Day or month the source was read."
    ),
    "source_url": _W("Địa chỉ nguồn", "Địa chỉ của nguồn.", "Address of the source."),
    "updated": _W("Ngày sửa", "Ngày biên tập viên sửa bản ghi.", "Day of the last edit."),
    "page": _W("Trang", "Địa chỉ của trang thủ tục.", "Address of the procedure's page."),
    "sha256": _W(
        "Mã băm", "SHA-256 của bản ghi ở dạng chuẩn, cũng là của tệp .json.",
        "SHA-256 of the record's canonical form, which is its .json file.",
    ),
    "since": _W("Từ ngày", "Có hiệu lực từ ngày này.", "In force from this day."),
    "made_up_on": _W(
        "Ngày làm bù", "Ngày nghỉ hằng tuần phải làm bù.", "Day off worked in exchange."
    ),
    "unverified": _W(
        "Chưa kiểm chứng", "Chưa rõ ngày này có nghỉ không.", "Whether it is a day off is unknown."
    ),
    "until": _W("Đến hết ngày", "Có hiệu lực đến hết ngày này.", "In force up to this day."),
    "legal": _W(
        "Căn cứ", f"Số các văn bản làm căn cứ, ngăn bằng “{SEPARATOR}”.",
        f"Numbers of the legal documents, divided by “{SEPARATOR}”.",
    ),
    "note": _W("Ghi chú", "Ghi chú.", "Note."),
    "agency": _W("Cơ quan", "Mã cơ quan.", "Identifier of the authority."),
    "role": _W(
        "Vai trò", "competent = có thẩm quyền quyết định; executing = trực tiếp thực hiện.",
        "competent (decides) or executing (carries out).",
    ),
    "kind": _W("Loại", "charge = phí; levy = lệ phí.", "charge (phí) or levy (lệ phí)."),
    "channels.kind": _W(
        "Cách nộp", "in-person = trực tiếp; online = trực tuyến; post = bưu chính.",
        "in-person, online or post.",
    ),
    "legal_documents.kind": _W(
        "Loại văn bản",
        "law = luật; ordinance = pháp lệnh; decree = nghị định; circular = thông tư; "
        "joint-circular = thông tư liên tịch; decision = quyết định; resolution = nghị quyết.",
        "Kind of legal document.",
    ),
    "number": _W("Số", "Số ký hiệu.", "Official number."),
    "time_limits.number": _W("Số", "Số đơn vị thời gian.", "How many units of time."),
    "unit": _W("Tính theo", "Thu theo gì: bản, trang, lần.", "What the fee is counted by."),
    "time_limits.unit": _W(
        "Đơn vị", "hour = giờ; day = ngày; working-day = ngày làm việc; month = tháng.",
        "hour, day, working-day or month.",
    ),
    "rule": _W("Quy tắc", "Thời hạn bằng lời.", "The limit as a rule in words."),
    "stated": _W(
        "Nguyên văn", "Lời của nguồn, khi nguồn không rõ hoặc tự mâu thuẫn.",
        "The source's own words, where they are unclear or contradict themselves.",
    ),
    "channel": _W(
        "Cách nộp", "Cách nộp mà dòng này nói đến; trống = mọi cách.",
        "Channel that the row is about; empty means all.",
    ),
    "case": _W(
        "Trường hợp", "Trường hợp áp dụng; trống = mọi trường hợp.",
        "Case that the row is about; empty means all.",
    ),
    "case_position": _W("Thứ tự trường hợp", "Thứ tự của trường hợp.", "Position of the case."),
    "basis": _W(
        "Biết đến đâu",
        "amount = biết mức thu; free = không thu; council = do Hội đồng nhân dân quyết định, chưa "
        "biết; rule = tính theo quy tắc; unverified = nguồn không rõ; shared = theo khoản phí "
        "chung.",
        "amount (known), free, council (set by the People's Council, not known here), rule, "
        "unverified (the source is unclear), shared (see shared_fees).",
    ),
    "amount": _W(
        "Mức thu", "Số tiền; chỉ có khi basis là amount.", "Amount; only where basis is amount."
    ),
    "currency": _W("Đơn vị tiền", "VND = đồng; USD = đô la Mỹ.", "VND or USD."),
    "reduced_from": _W(
        "Giảm từ đơn vị thứ", "Từ đơn vị thứ mấy thì thu mức thấp hơn.",
        "From which unit on the reduced amount is charged.",
    ),
    "reduced_amount": _W("Mức thấp hơn", "Mức thu thấp hơn đó.", "The reduced amount."),
    "ceiling": _W("Mức cao nhất", "Mức cao nhất cho một bản.", "The most that one copy costs."),
    "situation": _W("Tình huống", "Mã tình huống.", "Identifier of the situation."),
    "guide": _W("Hướng dẫn", "Hướng dẫn ngắn.", "Short guide."),
    "when": _W("Khi nào", "Khi nào phải làm.", "When to do it."),
    "why": _W("Vì sao", "Vì sao phải làm.", "Why to do it."),
    "situation_steps.title": _W("Việc", "Việc phải làm.", "What to do."),
    "term": _W("Từ", "Từ pháp lý.", "Legal term."),
    "also": _W("Cách viết khác", "Cách viết khác của từ.", "Other spellings."),
    "glossary.means": _W("Nghĩa là", "Nghĩa bằng lời dễ hiểu.", "What it means."),
    "fee": _W("Khoản phí chung", "Mã khoản phí chung.", "Identifier of the shared fee."),
    "shared_fee": _W("Khoản phí chung", "Mã khoản phí chung.", "Identifier of the shared fee."),
    "exemptions": _W(
        "Miễn, giảm", f"Đối tượng được miễn, giảm, ngăn bằng “{SEPARATOR}”.",
        f"Who is exempt, divided by “{SEPARATOR}”.",
    ),
    "originals": _W(
        "Bản chính", "Số bản chính; trống = nguồn không ghi.",
        "Number of originals; empty where the source gives none.",
    ),
    "copies": _W(
        "Bản sao", "Số bản sao; trống = nguồn không ghi.",
        "Number of copies; empty where the source gives none.",
    ),
    "form": _W("Biểu mẫu", "Mã biểu mẫu.", "Identifier of the form."),
    "text": _W("Nội dung", "Nội dung của dòng.", "The row's text."),
    "other": _W("Thủ tục khác", "Mã của thủ tục kia.", "Code of the other procedure."),
    "attribute": _W("Phần", "Phần của thủ tục.", "Part of the procedure."),
    "status": _W(
        "Lý do", "not-published = nguồn không công bố; not-applicable = không áp dụng; "
        "to-be-verified = còn phải kiểm chứng.",
        "not-published, not-applicable or to-be-verified.",
    ),
    "aliases": _W("Tên khác", "Tên gặp ở nguồn khác.", "Names in other sources."),
    "description": _W("Giới thiệu", "Một câu giới thiệu.", "One sentence about it."),
    "plural": _W("Cách gọi các đơn vị", "Như “phường, xã”.", "What units of the tier are called."),
    "district": _W("Quận, huyện", "Quận, huyện mà phường thuộc về.", "District of the ward."),
    "address": _W("Địa chỉ", "Địa chỉ trụ sở.", "Postal address."),
    "hours": _W("Giờ làm việc", "Giờ làm việc.", "Opening hours."),
    "telephone": _W("Điện thoại", "Số điện thoại.", "Telephone."),
    "email": _W("Thư điện tử", "Thư điện tử.", "E-mail."),
    "url": _W("Địa chỉ mạng", "Địa chỉ trên mạng.", "Web address."),
    "checked": _W("Ngày kiểm tra", "Ngày hoặc tháng kiểm tra.", "Day or month of checking."),
    "sample": _W(
        "Là mẫu", "true = chi tiết liên hệ chỉ là mẫu, không có thật.",
        "true: the contact details are made-up samples.",
    ),
    "title": _W("Trích yếu", "Tên văn bản; trống = chưa kiểm tra.", "Title, where checked."),
    "issued": _W("Ngày ban hành", "Ngày ban hành.", "Day of issue."),
    "replaced_by": _W("Thay bằng", "Số văn bản thay thế.", "Number of its successor."),
    "say": _W("Từ", f"Từ thông dụng, ngăn bằng “{SEPARATOR}”.", "Everyday words."),
    "means": _W("Nghĩa là", "Từ chính thức.", "Official words."),
    "codes": _W("Mã thủ tục", "Mã các thủ tục được chỉ đến.", "Codes meant by them."),
    "elsewhere": _W("Nơi khác", "Ai giải quyết việc này.", "Who else handles the matter."),
    "procedures_wide.field": _W("Lĩnh vực", "Tên lĩnh vực.", "Name of the field."),
    "procedures_wide.tier": _W(
        "Cấp thực hiện", "Tên cấp vào ngày của dữ liệu.", "Name of the tier on the data's day."
    ),
    "authorities": _W("Cơ quan giải quyết", "Cơ quan giải quyết.", "Authorities."),
    "channels": _W("Cách thức nộp", "Các cách nộp.", "Channels."),
    "time_limits": _W("Thời hạn", "Thời hạn đang áp dụng.", "Time limits in force."),
    "fees": _W("Phí, lệ phí", "Khoản thu đang áp dụng.", "Fees in force."),
    "dossier": _W("Thành phần hồ sơ", "Giấy tờ phải nộp.", "Papers to bring."),
    "forms": _W("Biểu mẫu", "Tên các biểu mẫu.", "Names of the forms."),
    "applicants": _W("Đối tượng", "Đối tượng thực hiện.", "Who may apply."),
    "steps": _W("Trình tự", "Các bước thực hiện.", "Steps."),
    "results": _W("Kết quả", "Kết quả.", "Results."),
    "conditions": _W("Yêu cầu, điều kiện", "Yêu cầu, điều kiện.", "Conditions."),
    "legal_basis": _W("Căn cứ pháp lý", "Số các văn bản.", "Numbers of legal documents."),
    "decision": _W("Quyết định công bố", "Quyết định công bố.", "Publishing decision."),
    "source": _W("Nguồn", "Nguồn và ngày đọc.", "Source and when it was read."),
}  # fmt: skip
"""Each column by its name, or by table and column where that says something else."""
