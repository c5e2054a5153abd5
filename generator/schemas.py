"""JSON Schemas (2020-12) of the catalogue's files, so that an editor completes and marks them.

In: the types of ``model``.  Out: file name -> bytes; the same bytes every time.

What the model calls a record, with its keys, stands here in Vietnamese for who types it.
"""

import json
from typing import Any, get_args

import msgspec

from generator.editions.records import WithdrawnFile
from generator.form_model import FilledSample, FormDefinition, OfficialFile
from generator.model import (
    AgenciesFile,
    Attribute,
    FeesFile,
    FieldsFile,
    FormsFile,
    GlossaryFile,
    LegalFile,
    Procedure,
    Publisher,
    Record,
    SituationsFile,
    SynonymsFile,
    WardsFile,
)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
FILES: dict[str, tuple[type[Record], str]] = {
    "procedure.json": (Procedure, "procedures/*/*.yml"),
    "publisher.json": (Publisher, "publisher.yml"),
    "fields.json": (FieldsFile, "fields.yml"),
    "agencies.json": (AgenciesFile, "agencies.yml"),
    "wards.json": (WardsFile, "wards/*.yml"),
    "legal.json": (LegalFile, "legal/*.yml"),
    "fees.json": (FeesFile, "fees/*.yml"),
    "forms.json": (FormsFile, "forms/*.yml"),
    "form-definition.json": (FormDefinition, "forms/definitions/*.yml"),
    "form-sample.json": (FilledSample, "forms/samples/*.yml"),
    "official-file.json": (OfficialFile, "forms/official/*.yml"),
    "synonyms.json": (SynonymsFile, "synonyms.yml"),
    "situations.json": (SituationsFile, "situations.yml"),
    "glossary.json": (GlossaryFile, "glossary.yml"),
    "withdrawn.json": (WithdrawnFile, "editions/withdrawn.yml"),
}
"""Schema file -> the type it describes, and the catalogue's files it is for."""


def schemas() -> dict[str, bytes]:
    """The schema files by name."""
    return {name: _file(name, kind) for name, (kind, _) in FILES.items()}


def editor_settings(roots: tuple[str, ...] = ("catalogue", "tests/example_catalogue")) -> bytes:
    """Settings for VS Code: which schema is for which files below the roots."""
    associations = {
        f"./catalogue/schemas/{name}": [f"{root}/{files}" for root in roots]
        for name, (_, files) in FILES.items()
    }
    return _packed({"files.encoding": "utf8", "yaml.schemas": associations})


def _file(name: str, kind: type[Record]) -> bytes:
    schema = msgspec.json.schema(kind)
    definitions = {title: _described(title, body) for title, body in schema["$defs"].items()}
    root = definitions.pop(kind.__name__)
    return _packed({"$schema": DIALECT, "$id": name, **root, "$defs": definitions})


def _packed(value: dict[str, Any]) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _described(title: str, body: dict[str, Any]) -> dict[str, Any]:
    """The definition of one record with what an editor should read."""
    keys = {
        key: {**_plain(value), "description": _key(title, key)}
        for key, value in body["properties"].items()
    }
    if "gaps" in keys:
        keys["gaps"] = _gaps(keys["gaps"])
    return {**body, "description": RECORDS[title], "properties": keys}


def _plain(value: Any) -> Any:
    """A type as JSON Schema engines and YAML editors understand it.

    An empty key is refused on loading, so null is no choice; ``\\Z`` is Python's alone.
    """
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    arms = [arm for arm in value.get("anyOf", ()) if arm != {"type": "null"}]
    if len(arms) == 1:
        return _plain(arms[0])
    plain = {key: _plain(item) for key, item in value.items() if key not in _LEFT_OUT}
    if "pattern" in plain:
        plain["pattern"] = plain["pattern"].replace(r"\Z", "$")
    return plain


_LEFT_OUT = {"default", "description"}


def _gaps(body: dict[str, Any]) -> dict[str, Any]:
    parts = dict.fromkeys(get_args(Attribute), body["additionalProperties"])
    return {**body, "properties": parts, "additionalProperties": False}


def _key(title: str, key: str) -> str:
    return KEYS.get(f"{title}.{key}") or KEYS[key]


RECORDS = {
    "Procedure": "Một thủ tục hành chính, với các phần theo Điều 8 Nghị định 63/2010/NĐ-CP.",
    "Jurisdiction": "Cấp thực hiện thủ tục trong một khoảng thời gian.",
    "Authority": "Một cơ quan và vai trò của nó khi giải quyết thủ tục.",
    "Channel": "Một cách thức nộp hồ sơ.",
    "TimeLimit": "Một thời hạn giải quyết: số và đơn vị, hoặc quy tắc bằng lời, hoặc nguyên văn.",
    "Fee": "Một khoản phí hoặc lệ phí. “basis” nói biết được đến đâu.",
    "DossierCase": "Giấy tờ của một trường hợp.",
    "DossierItem": "Một loại giấy tờ phải nộp hoặc xuất trình.",
    "Decision": "Quyết định công bố thủ tục.",
    "Gap": "Lý do một phần không có nội dung, hoặc nội dung còn phải kiểm tra.",
    "Source": "Nơi đã đọc các thông tin của bản ghi, và đọc khi nào.",
    "Publisher": "Đơn vị niêm yết và quy định chung của trang (publisher.yml).",
    "Tier": "Một cấp chính quyền thực hiện thủ tục.",
    "Contact": "Cách liên hệ với một cơ quan hay bộ phận.",
    "Licence": "Điều kiện sử dụng lại dữ liệu.",
    "Holiday": "Một ngày, hoặc một đợt, các cơ quan nghỉ làm việc.",
    "DeclaredCount": "Số thủ tục đã được công bố; danh mục phải có đúng số đó.",
    "FieldsFile": "Danh sách lĩnh vực (fields.yml).",
    "Field": "Một lĩnh vực của thủ tục.",
    "AgenciesFile": "Danh sách cơ quan (agencies.yml).",
    "Agency": "Một cơ quan giải quyết thủ tục.",
    "WardsFile": "Danh sách phường, xã (wards/*.yml).",
    "Ward": "Một phường hoặc xã, thời gian tồn tại và bộ phận một cửa của nó.",
    "LegalFile": "Danh sách văn bản (legal/*.yml).",
    "LegalDocument": "Một văn bản pháp luật, nhận biết bằng số ký hiệu.",
    "FeesFile": "Danh sách khoản phí chung (fees/*.yml).",
    "SharedFee": "Một khoản phí, lệ phí mà nhiều thủ tục cùng thu.",
    "FormsFile": "Danh sách biểu mẫu (forms/*.yml).",
    "Form": "Một mẫu đơn, mẫu tờ khai.",
    "FormDefinition": "Một biểu mẫu, từng mục; từ đó làm ra PDF, Word và trang để điền.",
    "Section": "Một phần của biểu mẫu: lời dẫn, các mục, rồi các bảng.",
    "Entry": "Một chỗ để điền.",
    "Grid": "Một bảng nhiều dòng giống nhau.",
    "Column": "Một cột của bảng.",
    "Addressee": "Nơi nhận, sau chữ “Kính gửi”.",
    "Signature": "Một chỗ ký.",
    "FilledSample": "Nội dung của một bản điền mẫu; người và nơi phải rõ ràng là không có thật.",
    "OfficialFile": "Một tệp chính thức đặt cạnh bản ghi này; có gì nguy hiểm thì không được đăng.",
    "SynonymsFile": "Danh sách từ thông dụng (synonyms.yml).",
    "Synonym": "Từ người dân hay dùng và từ chính thức tương ứng.",
    "SituationsFile": "Danh sách việc trong đời (situations.yml).",
    "Situation": "Một việc trong đời, với lời dẫn ngắn và các thủ tục theo thứ tự nên làm.",
    "SituationStep": "Một bước của việc trong đời.",
    "GlossaryFile": "Danh sách thuật ngữ (glossary.yml).",
    "WithdrawnFile": "Danh sách thủ tục bãi bỏ (editions/withdrawn.yml).",
    "Withdrawal": "Một thủ tục đã công bố mà nay bãi bỏ: theo quyết định nào, cái gì thay thế.",
    "Term": "Một thuật ngữ pháp lý và lời giải thích dễ hiểu.",
}
"""Each record in a sentence, by the name of its type."""

KEYS = {
    "id": "Mã định danh, nằm trong địa chỉ trang nên không đổi nữa: chữ thường không dấu, chữ số, "
    "gạch nối.",
    "code": 'Mã thủ tục, luôn trong ngoặc kép, như "1.001193".',
    "name": "Tên chính thức, ghi đầy đủ.",
    "short_name": "Tên ngắn để hiện trong danh sách.",
    "source": "Nguồn của các thông tin.",
    "since": "Có hiệu lực từ ngày này, dạng 2025-07-01. Không ghi nếu không biết.",
    "until": "Có hiệu lực đến hết ngày này. Không ghi nếu còn hiệu lực.",
    "legal": "Số ký hiệu các văn bản làm căn cứ, có trong legal/.",
    "note": "Ghi chú cho người đọc.",
    "tier": "Mã của cấp thực hiện, có trong “tiers” của publisher.yml.",
    "kind": "Loại.",
    "channel": "Cách nộp: trực tiếp (in-person), trực tuyến (online), bưu chính (post). "
    "Không ghi nếu áp dụng cho mọi cách.",
    "case": "Trường hợp áp dụng, viết bằng lời. Không ghi nếu áp dụng cho mọi trường hợp.",
    "stated": "Nguyên văn của nguồn, khi nguồn không rõ hoặc tự mâu thuẫn.",
    "url": "Địa chỉ đầy đủ, bắt đầu bằng https://, mailto: hoặc tel:.",
    "checked": "Ngày hoặc tháng đã đọc nguồn hay kiểm tra, dạng 2026-07-31 hoặc 2026-07.",
    "exemptions": "Các đối tượng được miễn, giảm.",
    "aliases": "Các tên khác gặp trong nguồn; dùng khi nhập dữ liệu.",
    "form": "Mã biểu mẫu, có trong forms/.",
    "Procedure.field": "Mã lĩnh vực, có trong fields.yml.",
    "Procedure.jurisdiction": "Cấp thực hiện, theo thời gian.",
    "Procedure.summary": "Tóm tắt vài câu bằng lời dễ hiểu, do biên tập viên viết.",
    "Procedure.synonyms": "Các cách gọi khác của thủ tục, để tìm kiếm.",
    "Procedure.authorities": "Cơ quan giải quyết (khác với nơi tiếp nhận).",
    "Procedure.channels": "Cách thức thực hiện: các cách nộp hồ sơ.",
    "Procedure.online_level": "Mức độ trực tuyến: toàn trình (full), một phần (partial), "
    "không có (none).",
    "Procedure.time_limits": "Thời hạn giải quyết.",
    "Procedure.fees": "Phí, lệ phí.",
    "Procedure.forms": "Mã các biểu mẫu, có trong forms/; mẫu đã ghi ở hồ sơ thì bỏ qua.",
    "Procedure.gaps": "Các phần không có nội dung hoặc còn phải kiểm tra, và lý do.",
    "Procedure.updated": "Ngày biên tập viên sửa bản ghi lần cuối.",
    "Procedure.applicants": "Đối tượng thực hiện.",
    "Procedure.reception": "Nơi tiếp nhận hồ sơ.",
    "Procedure.online_reason": "Lý do chỉ trực tuyến một phần.",
    "Procedure.home_delivery": "Có trả kết quả tại nhà hay không.",
    "Procedure.steps": "Trình tự thực hiện, mỗi bước một mục.",
    "Procedure.dossier": "Thành phần hồ sơ, theo từng trường hợp.",
    "Procedure.sets": "Số bộ hồ sơ phải nộp.",
    "Procedure.results": "Kết quả thực hiện.",
    "Procedure.conditions": "Yêu cầu, điều kiện, mỗi điều một mục.",
    "Procedure.legal_basis": "Căn cứ pháp lý: số ký hiệu văn bản, có trong legal/.",
    "Procedure.decision": "Quyết định công bố.",
    "Procedure.linked": "Mã các thủ tục làm cùng lúc (một cửa liên thông).",
    "Procedure.related": "Mã các thủ tục liên quan nên xem thêm.",
    "Authority.agency": "Mã cơ quan, có trong agencies.yml.",
    "Authority.role": "competent: cơ quan có thẩm quyền quyết định; executing: cơ quan trực tiếp "
    "thực hiện.",
    "Channel.kind": "in-person: trực tiếp; online: trực tuyến; post: qua bưu chính.",
    "TimeLimit.number": "Số ngày, giờ hoặc tháng; phải đi với “unit”.",
    "TimeLimit.unit": "hour: giờ; day: ngày; working-day: ngày làm việc; month: tháng.",
    "TimeLimit.rule": "Quy tắc bằng lời, khi thời hạn không phải một con số.",
    "Fee.basis": "amount: biết mức thu; free: không thu; council: do Hội đồng nhân dân quyết định "
    "và chưa biết; rule: tính theo quy tắc; unverified: nguồn không rõ; shared: theo khoản phí "
    "chung.",
    "Fee.amount": "Mức thu, chỉ ghi số, không dấu ngăn hàng nghìn (8000).",
    "Fee.currency": "Đơn vị tiền: đồng (VND) hoặc đô la Mỹ (USD).",
    "Fee.unit": "Thu theo gì: bản, trang, hồ sơ, lần.",
    "Fee.reduced_from": "Từ đơn vị thứ mấy thì thu mức thấp hơn, như 3: từ trang thứ ba.",
    "Fee.reduced_amount": "Mức thu thấp hơn đó; phải đi với “reduced_from”.",
    "Fee.ceiling": "Mức cao nhất phải trả cho một bản.",
    "Fee.fee": "Mã khoản phí chung, có trong fees/; chỉ đi với basis shared.",
    "Fee.name": "Tên khoản thu, khi thủ tục có nhiều khoản.",
    "Fee.kind": "charge: phí; levy: lệ phí.",
    "DossierCase.items": "Các giấy tờ.",
    "DossierCase.choice": "one: người nộp chỉ thuộc một trong các trường hợp như vậy; any: có thể "
    "thuộc nhiều trường hợp cùng lúc; all: ai cũng nộp. Không ghi nếu không rõ.",
    "DossierItem.name": "Tên giấy tờ.",
    "DossierItem.originals": "Số bản chính; không ghi nếu nguồn không nói.",
    "DossierItem.copies": "Số bản sao; không ghi nếu nguồn không nói.",
    "Decision.number": "Số quyết định, như 2228/QĐ-BTP.",
    "Decision.issued": "Ngày ban hành, dạng 2025-07-01.",
    "Decision.issuer": "Cơ quan ban hành.",
    "Gap.status": "not-published: nguồn không công bố; not-applicable: không áp dụng; "
    "to-be-verified: còn phải kiểm tra.",
    "Source.title": "Tên nguồn.",
    "Publisher.name": "Tên đầy đủ của đơn vị niêm yết.",
    "Publisher.short_name": "Tên ngắn của đơn vị, hiện ở đầu trang.",
    "Publisher.base_address": "Địa chỉ gốc của trang, như https://tên-miền/.",
    "Publisher.posted_on": "Ngày niêm yết: trang nói về tình trạng của ngày này.",
    "Publisher.tiers": "Các cấp thực hiện.",
    "Publisher.hotline": "Đường dây nóng.",
    "Publisher.feedback": "Nơi nhận phản ánh, kiến nghị.",
    "Publisher.licence": "Điều kiện sử dụng lại dữ liệu.",
    "Publisher.holidays": "Các ngày nghỉ, để tính ngày làm việc.",
    "Publisher.holiday_years": "Những năm đã ghi đủ mọi ngày nghỉ, kể cả Tết và nghỉ bù.",
    "Publisher.cut_off": 'Giờ chốt nhận hồ sơ trong ngày, như "15:00"; nộp sau giờ này tính '
    "là nhận vào ngày làm việc tiếp theo. Không ghi nếu không đặt giờ chốt.",
    "Publisher.counts": "Số thủ tục đã công bố của từng cấp.",
    "Publisher.notice": "Lời báo chung hiện trên mọi trang.",
    "Tier.name": "Tên cấp, như “Cấp xã”.",
    "Tier.plural": "Cách gọi các đơn vị của cấp này, như “phường, xã”.",
    "Contact.address": "Địa chỉ trụ sở.",
    "Contact.hours": "Giờ làm việc.",
    "Contact.telephone": "Số điện thoại.",
    "Contact.email": "Địa chỉ thư điện tử.",
    "Contact.sample": "true nếu chi tiết liên hệ chỉ là mẫu, không có thật.",
    "Licence.name": "Tên giấy phép.",
    "Holiday.name": "Tên ngày nghỉ.",
    "Holiday.made_up_on": "Ngày nghỉ hằng tuần mà cơ quan làm bù.",
    "Holiday.unverified": "Chưa kiểm chứng ngày này có nghỉ hay không; trang không tính qua đó.",
    "DeclaredCount.procedures": "Số thủ tục đã công bố.",
    "DeclaredCount.fields": "Số lĩnh vực đã công bố.",
    "WithdrawnFile.withdrawn": "Các thủ tục bãi bỏ.",
    "Withdrawal.decision": "Quyết định bãi bỏ, như Quyết định 12/QĐ-UBND ngày 01/12/2026.",
    "Withdrawal.since": "Ngày đầu tiên thủ tục không còn áp dụng, nếu quyết định có ghi.",
    "Withdrawal.replaced_by": "Mã các thủ tục thay thế, nếu có.",
    "FieldsFile.fields": "Các lĩnh vực.",
    "Field.name": "Tên lĩnh vực.",
    "Field.description": "Một câu giới thiệu lĩnh vực.",
    "AgenciesFile.agencies": "Các cơ quan.",
    "Agency.name": "Tên cơ quan.",
    "Agency.contact": "Cách liên hệ.",
    "WardsFile.wards": "Các phường, xã.",
    "Ward.code": 'Mã đơn vị hành chính gồm 5 chữ số, luôn trong ngoặc kép, như "00241".',
    "Ward.name": "Tên phường, xã.",
    "Ward.district": "Quận, huyện mà phường, xã thuộc về.",
    "Ward.desk": "Bộ phận một cửa.",
    "LegalFile.documents": "Các văn bản.",
    "LegalDocument.number": "Số ký hiệu, như 60/2014/QH13.",
    "LegalDocument.kind": "law: luật; ordinance: pháp lệnh; decree: nghị định; circular: thông tư; "
    "joint-circular: thông tư liên tịch; decision: quyết định; resolution: nghị quyết; "
    "other: loại khác.",
    "LegalDocument.title": "Trích yếu; không ghi nếu chưa ai kiểm tra.",
    "LegalDocument.issued": "Ngày ban hành.",
    "LegalDocument.replaced_by": "Số ký hiệu văn bản thay thế, có trong legal/.",
    "FeesFile.fees": "Các khoản phí chung.",
    "SharedFee.name": "Tên khoản phí, lệ phí.",
    "SharedFee.kind": "charge: phí; levy: lệ phí.",
    "SharedFee.amounts": "Các mức thu, theo thời gian, cách nộp và trường hợp.",
    "FormsFile.forms": "Các biểu mẫu.",
    "title": "Tên, in ở đầu.",
    "label": "Chữ in trước chỗ điền.",
    "intro": "Lời dẫn ở đầu phần.",
    "hint": "Lời nhắc bằng chữ nhỏ: điền gì, thế nào.",
    "entries": "Các mục, theo thứ tự trên giấy.",
    "heading": "Tiêu đề của phần.",
    "closing": "Lời ở cuối phần.",
    "grids": "Các bảng, đứng sau các mục.",
    "columns": "Các cột.",
    "count": "Số dòng đánh số; bảng có “labels” thì không ghi.",
    "labels": "Chữ ở đầu từng dòng, khi các dòng không chỉ đánh số.",
    "stub": "Chữ ở đầu cột thứ nhất.",
    "prefix": "Chữ in sẵn của nơi nhận, như “Ủy ban nhân dân”.",
    "blank": "false nếu nơi nhận đã in đủ, không còn gì để điền.",
    "role": "Ai ký.",
    "definition": "Mã của biểu mẫu được điền, có trong forms/definitions/.",
    "values": "Mã chỗ điền: nội dung. Ô của bảng là “bảng.dòng.cột”, ô để đánh dấu là “mục.số”.",
    "sha256": "Mã băm SHA-256 của tệp, do lệnh sha256sum in ra.",
    "file": "Tên tệp cùng thư mục: chữ thường không dấu, chữ số, gạch nối, đuôi pdf, docx, xlsx.",
    "number": "Số hiệu mẫu, như CT01.",
    "OfficialFile.title": "Tên của tệp, hiện trên trang.",
    "FormDefinition.id": "Mã biểu mẫu; cũng là tên tệp.",
    "FormDefinition.form": "Mã biểu mẫu trong forms/ mà bản này thuộc về, nếu khác “id”: khi "
    "có nhiều bản nối tiếp nhau theo thời gian.",
    "FormDefinition.also": "Các biểu mẫu khác trong forms/ thật ra là cùng một tờ này.",
    "FormDefinition.sections": "Các phần, theo thứ tự trên giấy.",
    "FormDefinition.subtitle": "Dòng dưới tên.",
    "FormDefinition.header": "false nếu không có Quốc hiệu, Tiêu ngữ.",
    "FormDefinition.addressee": "Nơi nhận.",
    "FormDefinition.declaration": "Lời cam đoan, mỗi đoạn một mục.",
    "FormDefinition.dated": "false nếu không có dòng nơi lập, ngày lập.",
    "FormDefinition.signatures": "Các chỗ ký, từ trái sang phải.",
    "FormDefinition.footnotes": "Chú thích ở cuối.",
    "FormDefinition.to_verify": "Điều chưa đối chiếu với mẫu chính thức; người đọc thấy từng điều.",
    "Entry.id": "Mã chỗ điền, giống nhau trong mọi tệp làm ra; không trùng trong một biểu mẫu.",
    "Entry.kind": "text: một dòng; long: nhiều dòng; date: ngày; number: số; choice: chọn; "
    "comb: mỗi ô một chữ.",
    "Entry.width": "Bề rộng: full cả dòng, half một nửa, third và two-thirds một, hai phần ba.",
    "Entry.options": "Các lựa chọn của mục “choice”.",
    "Entry.several": "true nếu được chọn nhiều.",
    "Entry.length": "Số ô của mục “comb”.",
    "Entry.lines": "Số dòng chấm của mục “long”.",
    "Entry.required": "true nếu bắt buộc điền.",
    "Entry.format": "Trang kiểm tra theo: personal-number, phone, email, year, time.",
    "Entry.autocomplete": "Gợi ý cho trình duyệt điền sẵn: name, bday, sex, street-address, tel, "
    "email, organization; off là không.",
    "Grid.id": "Mã bảng.",
    "Column.id": "Mã cột.",
    "Column.width": "Phần của bề rộng, từ 1 đến 12.",
    "Form.name": "Tên biểu mẫu.",
    "Form.number": "Số hiệu mẫu, như Mẫu số 01.",
    "SynonymsFile.synonyms": "Các từ thông dụng.",
    "Synonym.say": "Những từ người dân hay dùng.",
    "Synonym.means": "Những từ chính thức tương ứng.",
    "Synonym.codes": "Mã các thủ tục mà từ này muốn nói đến.",
    "Synonym.field": "Mã lĩnh vực mà từ này muốn nói đến.",
    "Synonym.elsewhere": "Ai giải quyết việc này, khi nó không có trong danh mục.",
    "SituationsFile.situations": "Các việc trong đời, theo thứ tự hiện ở trang chủ.",
    "Situation.name": "Tên việc, như người dân gọi.",
    "Situation.summary": "Một câu: trang này giúp việc gì.",
    "Situation.say": "Lời người ta hay gõ khi gặp việc này, ngoài tên; ô tìm đọc.",
    "Situation.guide": "Vài đoạn lời dẫn, do biên tập viên viết.",
    "Situation.steps": "Các bước theo thứ tự nên làm.",
    "SituationStep.title": "Việc phải làm, viết bằng lời dễ hiểu.",
    "SituationStep.when": "Khi nào làm, hoặc ai cần làm.",
    "SituationStep.why": "Vì sao cần làm.",
    "SituationStep.codes": "Mã các thủ tục của bước này, hay dùng nhất đứng trước.",
    "SituationStep.elsewhere": "Ai giải quyết bước này, khi không có thủ tục trong danh mục.",
    "GlossaryFile.glossary": "Các thuật ngữ.",
    "Term.term": "Thuật ngữ, như trong văn bản.",
    "Term.means": "Lời giải thích một hai câu, do biên tập viên viết.",
    "Term.also": "Các cách viết khác của thuật ngữ.",
}
"""Each key in a sentence, by itself or by record and key where the sentence differs."""
