"""The commands of the origin: the ceremony of keys, releasing, publishing.

Like its siblings this module prints, asks for passwords, reads the clock and the environment,
and sets the exit code.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

import click

from generator.cli.mirror import faults
from generator.origin import ceremony, publish
from generator.origin.folder import Origin, edition_of
from generator.signing import keys as keyring
from generator.signing import minisign, roots, wards
from generator.signing.faults import Fault
from generator.signing.release import Signers

FILE = click.Path(path_type=Path, dir_okay=False, exists=True)
FOLDER = click.Path(path_type=Path, file_okay=False)
ORIGIN = click.option(
    "--origin", type=FOLDER, default=Path("origin"), show_default=True, help="Thư mục phát hành."
)
KEYS = click.option(
    "--keys", "folder", type=FOLDER, default=Path("keys"), show_default=True, help="Thư mục khóa."
)


def password(name: str) -> str:
    """The password of a key: from the environment for machines, else asked for."""
    known = os.environ.get(f"NIEMYET_PASSWORD_{name.upper()}") or os.environ.get("NIEMYET_PASSWORD")
    return known or str(click.prompt(f"Mật khẩu của khóa “{name}”", hide_input=True, err=True))


@click.group("keys")
def keys() -> None:
    """Khóa ký: tạo khóa, lập gốc tin cậy, thêm khóa của phường.

    \b
    Lễ tạo khóa, từng bước:
      1. Mỗi người giữ gốc, trên máy của mình:   niemyet keys new an
      2. Nơi phát hành:   niemyet keys new targets | release | snapshot | timestamp
      3. Gom các tệp .pub, đọc dấu vân tay cho nhau nghe, rồi:   niemyet keys root …
      4. Ít nhất hai người giữ gốc lần lượt ký:   niemyet keys sign goc.json an.key
      5. Khi báo READY:   niemyet keys install goc.json
      6. Đăng ký khóa phát hành và khóa phường:   niemyet keys register …
    """


@keys.command("new")
@click.argument("name")
@KEYS
@faults
def new_command(name: str, folder: Path) -> None:
    """Tạo một khóa: NAME.key (giữ kín) và NAME.pub (gửi đi được)."""
    if not name.replace("-", "").isalnum() or not name.isascii():
        raise Fault("key", "Tên khóa chỉ gồm chữ không dấu, chữ số và dấu gạch nối.")
    known = os.environ.get("NIEMYET_PASSWORD")
    chosen = known or click.prompt(
        f"Mật khẩu mới cho khóa “{name}”", hide_input=True, confirmation_prompt="Gõ lại mật khẩu"
    )
    shown = ceremony.new_key(folder, name, chosen)
    click.echo(f"Đã tạo {folder / name}.key và {name}.pub. Dấu vân tay để đọc cho nhau nghe:")
    click.echo(f"  {shown}")


@keys.command("show")
@click.argument("files", nargs=-1, required=True, type=FILE)
@click.option("--minisign", "as_minisign", is_flag=True, help="In khóa theo dạng của minisign.")
@faults
def show_command(files: tuple[Path, ...], as_minisign: bool) -> None:
    """In dấu vân tay của các khóa công khai (.pub)."""
    for path in files:
        name, key = ceremony.public_key(path)
        click.echo(f"{keyring.fingerprint(key.keyid)}  {name}")
        if as_minisign:
            raw = bytes.fromhex(key.to_dict()["keyval"]["public"])
            click.echo(minisign.public_file(raw), nl=False)


@keys.command("root")
@click.argument("draft", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--root", "holders", multiple=True, type=FILE, help="Khóa của người giữ gốc.")
@click.option("--targets", multiple=True, type=FILE, help="Khóa ký sổ đăng ký (ngoại tuyến).")
@click.option("--snapshot", multiple=True, type=FILE, help="Khóa ảnh chụp (trực tuyến).")
@click.option("--timestamp", multiple=True, type=FILE, help="Khóa mốc thời gian (trực tuyến).")
@ORIGIN
@KEYS
@faults
def root_command(
    draft: Path,
    holders: tuple[Path, ...],
    targets: tuple[Path, ...],
    snapshot: tuple[Path, ...],
    timestamp: tuple[Path, ...],
    origin: Path,
    folder: Path,
) -> None:
    """Soạn gốc mới vào tệp DRAFT; vai trò không nêu thì giữ khóa cũ."""
    chosen = {"root": holders, "targets": targets, "snapshot": snapshot, "timestamp": timestamp}
    policy = ceremony.policy_of(folder)
    if draft.exists():
        raise Fault("settings", f"Đã có tệp {draft}; hãy xóa hoặc chọn tên khác.")
    text = ceremony.draft_root(origin, chosen, policy, datetime.now(UTC))
    draft.write_bytes(text)
    _tell(roots.readiness(text, ceremony.current_root(origin)))


@keys.command("sign")
@click.argument("draft", type=FILE)
@click.argument("key", type=FILE)
@ORIGIN
@faults
def sign_command(draft: Path, key: Path, origin: Path) -> None:
    """Thêm một chữ ký vào gốc đang soạn."""
    _tell(ceremony.sign_root(draft, origin, ceremony.unlock(key, password)))


@keys.command("ready")
@click.argument("draft", type=FILE)
@ORIGIN
@faults
def ready_command(draft: Path, origin: Path) -> None:
    """Xem gốc đang soạn đã đủ chữ ký chưa."""
    state = roots.readiness(draft.read_bytes(), ceremony.current_root(origin))
    _tell(state)
    if not state.ready:
        raise SystemExit(1)


@keys.command("install")
@click.argument("draft", type=FILE)
@ORIGIN
@faults
def install_command(draft: Path, origin: Path) -> None:
    """Đưa gốc đã đủ chữ ký vào thư mục phát hành."""
    state = ceremony.publish_root(draft, origin)
    click.echo(f"Đã đặt gốc bản {state.version}, hiệu lực đến {state.expires:%d/%m/%Y}.")


def _tell(state: roots.Readiness) -> None:
    click.echo(f"Gốc bản {state.version}, hiệu lực đến {state.expires:%d/%m/%Y}")
    for word, ids in (("đã ký ", state.signed), ("còn chờ", state.waiting)):
        for keyid in ids:
            click.echo(f"  {word}  {keyring.fingerprint(keyid)}")
    click.echo(f"Theo gốc mới: {state.new[0]}/{state.new[1]} chữ ký")
    if state.old:
        click.echo(f"Theo gốc cũ: {state.old[0]}/{state.old[1]} chữ ký")
    click.echo("READY – đủ chữ ký" if state.ready else "NOT YET – chưa đủ chữ ký")


@keys.command("register")
@click.option("--release", type=FILE, help="Khóa phát hành (.pub).")
@click.option("--ward", "added", multiple=True, nargs=2, help="Mã phường và tệp .pub của phường.")
@click.option("--remove", "gone", multiple=True, help="Mã phường thôi đăng ký.")
@click.option("--key", type=FILE, required=True, help="Khóa targets.key.")
@ORIGIN
@KEYS
@faults
def register_command(
    release: Path | None,
    added: tuple[tuple[str, str], ...],
    gone: tuple[str, ...],
    key: Path,
    origin: Path,
    folder: Path,
) -> None:
    """Ký sổ đăng ký: khóa phát hành, khóa của từng phường."""
    cards = {ward: Path(path) for ward, path in added}
    for ward, path in cards.items():
        keyid = ceremony.public_key(path)[1].keyid
        click.echo(f"Phường {ward}: {keyring.fingerprint(keyid)}")
    signer = ceremony.unlock(key, password)
    policy, now = ceremony.policy_of(folder), datetime.now(UTC)
    version = ceremony.register(origin, release, cards, gone, signer, policy, now)
    click.echo(f"Đã ký sổ đăng ký bản {version}; có hiệu lực từ lần phát hành tới.")


@keys.command("card")
@click.argument("card", type=FILE)
@click.argument("into", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--ward", required=True, help="Mã phường (5 chữ số).")
@click.option("--key", type=FILE, required=True, help="Khóa của phường (.key).")
@click.option("--version", type=click.IntRange(1), default=1, show_default=True)
@KEYS
@faults
def card_command(card: Path, into: Path, ward: str, key: Path, version: int, folder: Path) -> None:
    """Phường ký thẻ của mình (CARD), ghi chữ ký vào INTO; gửi cả hai về nơi phát hành."""
    policy = ceremony.policy_of(folder)
    expires = policy.expires(policy.ward, datetime.now(UTC))
    data = card.read_bytes()
    signer = ceremony.unlock(key, password)
    into.write_bytes(wards.signed_card(ward, data, version, expires, signer))
    click.echo(f"Đã ký thẻ phường {ward} bản {version}, hiệu lực đến {expires:%d/%m/%Y}.")


@keys.command("accept")
@click.argument("ward")
@click.argument("card", type=FILE)
@click.argument("signature", type=FILE)
@ORIGIN
@faults
def accept_command(ward: str, card: Path, signature: Path, origin: Path) -> None:
    """Nhận thẻ mà phường đã ký; hiện ở lần phát hành tới."""
    Origin(origin).accept_card(ward, signature.read_bytes(), card.read_bytes())
    click.echo(f"Đã nhận thẻ của phường {ward}.")


@click.command("release")
@click.option("--site", type=FOLDER, default=Path("site"), show_default=True, help="Trang đã dựng.")
@click.option("--edition", help="Tên kỳ công bố; không nêu thì là ngày niêm yết của trang.")
@click.option("--renew", is_flag=True, help="Chỉ gia hạn chữ ký và nhận thẻ phường mới.")
@ORIGIN
@KEYS
@faults
def release(site: Path, edition: str | None, renew: bool, origin: Path, folder: Path) -> None:
    """Ký trang đã dựng thành một kỳ công bố trong thư mục phát hành."""
    policy, now = ceremony.policy_of(folder), datetime.now(UTC)
    names = ["snapshot", "timestamp", *([] if renew else ["release"])]
    opened = {name: ceremony.unlock(folder / f"{name}.key", password) for name in names}
    signers = Signers(opened["snapshot"], opened["timestamp"], opened.get("release"))
    if renew:
        refused = Origin(origin).renew(signers, policy, now)
        click.echo("Đã gia hạn chữ ký.")
    else:
        name = edition_of(site) if edition is None else edition
        done = Origin(origin).release(site, signers, policy, now, name)
        refused = done.refused_wards
        click.echo(f"Đã ký bản {done.id}: {done.files} tệp, {done.new_objects} nội dung mới.")
    for ward in refused:
        click.echo(f"Bỏ qua thẻ của phường {ward}: chữ ký không hợp lệ.", err=True)


@click.command("upload")
@click.argument("target")
@click.option("--endpoint", help="Địa chỉ dịch vụ S3, nếu không phải của AWS.")
@ORIGIN
@faults
def upload(target: str, endpoint: str | None, origin: Path) -> None:
    """Đưa thư mục phát hành tới TARGET: s3://kho/tiền-tố, máy:đường-dẫn (rsync) hoặc thư mục."""
    if target.startswith("s3://"):
        # Imported here because it loads a library that only this target needs.
        from generator.origin import s3

        put = s3.publish(origin, s3.open_bucket(target, endpoint))
        click.echo(f"Đã tải lên {put} tệp.")
    elif ":" in target:
        publish.by_rsync(origin, target)
    else:
        click.echo(f"Đã chép {publish.to_folder(origin, Path(target))} tệp.")
