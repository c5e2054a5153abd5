"""Whether an official file may be published: nothing in it may run, fetch, embed or hide anything.

In: a file's name and bytes.  Out: ``Danger``s; none means that the file may be copied to the site.

What is known to be harmless is allowed and all else refused, for what is dangerous has many names.
Old formats (.doc, .xls, .rtf) are refused whole: they can be saved as .docx, .xlsx or PDF.
"""

from generator.inspection import ooxml, pdf
from generator.inspection.danger import Danger

MOST_BYTES = 20_000_000
INSPECTORS = {
    ".pdf": pdf.dangers,
    ".docx": ooxml.dangers_of_word,
    ".xlsx": ooxml.dangers_of_excel,
}
_OLD = (".doc", ".xls", ".rtf", ".dot", ".xlt")


def inspect(name: str, data: bytes) -> list[Danger]:
    """Every danger found in the file, each once, sorted."""
    stem, dot, ending = name.rpartition(".")
    inspector = INSPECTORS.get(f"{dot}{ending}")
    if not stem or inspector is None:
        return [_wrong_ending(name)]
    if len(data) > MOST_BYTES:
        return [Danger("size", f"Tệp nặng {len(data) // 1_000_000} MB, quá 20 MB.")]
    return sorted(set(inspector(data)))


def _wrong_ending(name: str) -> Danger:
    if name.lower().endswith(_OLD):
        return Danger("type", "Định dạng cũ có thể giấu macro; hãy lưu lại thành .docx hoặc PDF.")
    return Danger("type", "Chỉ nhận tệp .pdf, .docx, .xlsx với đuôi viết thường.")
