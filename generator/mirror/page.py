"""Pages of a mirror's own: its health for people, and the frame of the origin's table of mirrors.

In: what is known.  Out: HTML in bytes, and the one style sheet beside it (a strict
Content-Security-Policy forbids styles in the page).  No script, nothing from elsewhere.
"""

from collections.abc import Mapping
from html import escape

from generator.mirror.status import Status, said

STYLE = b"""\
:root { color-scheme: light dark; --paper: #fbf7f0; --sheet: #fffefb; --ink: #1f1a17;
  --muted: #5f564d; --line: #e3d9c9; --link: #0c5a70; --ok: #1c653b; --bad: #9b1c1c; }
@media (prefers-color-scheme: dark) { :root { --paper: #16130f; --sheet: #201c17; --ink: #f2ebe1;
  --muted: #b9ad9e; --line: #3d352c; --link: #7cc7dd; --ok: #7fce9b; --bad: #f29b90; } }
body { margin: 0 auto; max-width: 60rem; padding: 1rem 1rem 3rem; background: var(--paper);
  color: var(--ink); font: 1.0625rem/1.55 "Be Vietnam Pro", system-ui, "Segoe UI", Roboto,
  "Noto Sans", sans-serif; }
h1 { margin: 1rem 0 .5rem; font-size: 1.75rem; line-height: 1.25; }
h2 { margin: 2rem 0 .5rem; font-size: 1.25rem; }
a { color: var(--link); }
.state { margin: 1rem 0; padding: .75rem 1rem; border: 1px solid var(--line);
  border-left: 5px solid var(--ok); background: var(--sheet); }
.state--bad { border-left-color: var(--bad); }
.scroll { overflow-x: auto; border: 1px solid var(--line); background: var(--sheet); }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .5rem 1rem; border-bottom: 1px solid var(--line); text-align: left;
  vertical-align: top; overflow-wrap: anywhere; }
tbody tr:last-child > * { border-bottom: 0; }
th { font-weight: 400; color: var(--muted); }
.facts th { width: 38%; }
thead th, .wide th, .wide td { white-space: nowrap; }
.wide td:last-child { white-space: normal; min-width: 14rem; }
.fresh td:nth-child(2) { color: var(--ok); font-weight: 600; }
.old td:nth-child(2), .bad td:nth-child(2) { color: var(--bad); font-weight: 600; }
meter { width: 8rem; }
"""

CARD = {
    "name": "Phường",
    "address": "Địa chỉ",
    "hours": "Giờ làm việc",
    "hotline": "Điện thoại",
    "note": "Ghi chú",
}
SERVED = {
    "edition": "Kỳ công bố",
    "release": "Mã bản",
    "signed_at": "Nguồn xác nhận lúc",
    "good_until": "Xác nhận có hiệu lực đến",
}
RUNS = {
    "last_try": "Lần chạy gần nhất",
    "last_success": "Cập nhật thành công gần nhất",
    "last_deep_check": "Kiểm tra toàn bộ gần nhất",
}


def frame(title: str, body: str, style: str = "style.css", head: str = "") -> bytes:
    """A whole page; ``body`` and ``head`` are HTML."""
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex">\n<title>{escape(title)}</title>\n'
        f'<link rel="stylesheet" href="{escape(style)}">\n{head}</head>\n<body>\n<main>\n'
        f"<h1>{escape(title)}</h1>\n{body}</main>\n</body>\n</html>\n"
    ).encode()


def health(status: Status, card: Mapping[str, str] | None) -> bytes:
    """The health page of a mirror, true at its last run."""
    served = [(label, said(str(getattr(status, name)))) for name, label in SERVED.items()]
    runs = [(label, said(str(getattr(status, name)))) for name, label in RUNS.items()]
    ours = [(label, card[name]) for name, label in CARD.items() if card and name in card]
    body = "".join(
        (
            "<p>Máy này giữ một bản sao của trang thủ tục hành chính và tự kiểm chữ ký của nơi "
            'phát hành. <a href="../">Về trang thủ tục</a></p>\n',
            _state(status),
            _section("Bản đang phục vụ", served),
            _section("Các lần chạy", runs),
            _section("Thẻ của phường", ours),
            '<p>Cho máy đọc: <a href="status.json">status.json</a></p>\n',
        )
    )
    icon = '<link rel="icon" type="image/svg+xml" href="../assets/mark.svg">\n'
    return frame("Tình trạng bản sao", body, head=icon)


def _state(status: Status) -> str:
    """The last run in a sentence or two; after a failure with its code."""
    said_of_it = [(not status.failure, "Lần chạy gần nhất thành công.")]
    if status.failure:
        text = f"Lần chạy gần nhất không thành: {status.failure_text} [{status.failure}]"
        said_of_it = [(False, f"{text} Bản đang phục vụ giữ nguyên.")]
    if status.held:
        text = f"Đang tạm giữ bản cũ: không nhận lại bản {status.held}."
        said_of_it.append((False, text))
    if status.card_failure:
        text = f"Thẻ của phường chưa dùng được [{status.card_failure}]; phường cần ký thẻ mới."
        said_of_it.append((False, text))
    return "".join(
        f'<p class="state{"" if good else " state--bad"}">{escape(text)}</p>\n'
        for good, text in said_of_it
    )


def _section(title: str, rows: list[tuple[str, str]]) -> str:
    if not rows:
        return ""
    lines = "".join(
        f'<tr><th scope="row">{escape(label)}</th><td>{escape(value)}</td></tr>\n'
        for label, value in rows
    )
    return (
        f'<h2>{title}</h2>\n<div class="scroll"><table class="facts">\n<tbody>\n{lines}</tbody>'
        "</table></div>\n"
    )
