"""The ceremony of keys, as people do it: commands, files, passwords."""

import json
import os
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from securesystemslib.signer import CryptoSigner

from generator.cli import main
from generator.cli.origin import keys, release, upload
from generator.mirror.origins import fingerprint, matches
from generator.origin import ceremony
from generator.signing import keys as keyring
from generator.signing import roots
from generator.signing.faults import Fault
from generator.signing.policy import Policy, read, write
from tests.mirror.kit import WARDS, card, signer, write_site
from tests.tools import program

PASSWORD = "mật khẩu dài để thử"
CHEAP = 1 << 8


def run(command, *words: object, code: int = 0) -> str:
    env = {"NIEMYET_PASSWORD": PASSWORD}
    result = CliRunner().invoke(command, [str(word) for word in words], env=env)
    assert result.exit_code == code, f"{result.output}\n{result.exception}"
    return result.output


@pytest.fixture
def desk(tmp_path: Path, monkeypatch) -> Path:
    """A folder with all keys of a new publisher."""
    for name in ("an", "binh", "chi", "targets", "release", "snapshot", "timestamp"):
        ceremony.new_key(tmp_path / "keys", name, PASSWORD, CHEAP)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def soan(desk: Path, draft: str, *holders: str) -> str:
    words: list[object] = []
    for name in holders or ("an", "binh", "chi"):
        words += ["--root", f"keys/{name}.pub"]
    for role in ("targets", "snapshot", "timestamp"):
        words += [f"--{role}", f"keys/{role}.pub"]
    return run(keys, "root", draft, *words)


def test_from_new_keys_to_a_mirror_that_follows(desk: Path) -> None:
    assert "NOT YET" in soan(desk, "goc.json")
    assert "1/2" in run(keys, "sign", "goc.json", "keys/an.key")
    run(keys, "install", "goc.json", code=1)
    assert "READY" in run(keys, "sign", "goc.json", "keys/chi.key")
    run(keys, "ready", "goc.json")
    run(keys, "install", "goc.json")
    ceremony.new_key(desk / "phuong", "phuong", PASSWORD, CHEAP)
    words = ("--release", "keys/release.pub", "--ward", WARDS[0], "phuong/phuong.pub")
    run(keys, "register", *words, "--key", "keys/targets.key")
    (desk / "the.json").write_bytes(card(WARDS[0]))
    run(keys, "card", "the.json", "the.ky", "--ward", WARDS[0], "--key", "phuong/phuong.key")
    run(keys, "accept", WARDS[0], "the.json", "the.ky")
    write_site(desk / "site", 1)
    assert "Đã ký bản" in run(release, "--edition", "2026-11")
    run(upload, "noi-khac")
    shown = fingerprint((desk / "origin/metadata/1.root.json").read_bytes())
    run(main, "mirror", "init", "noi-khac", "m", "--ward", WARDS[0], "--fingerprint", shown)
    assert "Đã cập nhật bản 2026-11" in run(main, "mirror", "sync", "m")
    assert "mới nhất" in run(main, "mirror", "sync", "m")
    assert "ĐẠT" in run(main, "mirror", "verify", "m", "--deep")
    assert "2026-11" in run(main, "mirror", "status", "m")
    run(main, "mirror", "bundle", "m", "goi.niemyet")
    run(main, "mirror", "init", "goi.niemyet", "m2", "--root", "origin/metadata/1.root.json")
    run(main, "mirror", "sync", "m2")
    assert "gia hạn" in run(release, "--renew")


def test_a_wrong_fingerprint_begins_no_mirror(desk: Path) -> None:
    test_from_new_keys_to_a_mirror_that_follows(desk)
    wrong = " ".join(["0000"] * 8)
    out = run(main, "mirror", "init", "origin", "m3", "--fingerprint", wrong, code=1)
    assert "Dấu vân tay không khớp" in out
    assert not (desk / "m3/settings.json").exists()


def test_a_fingerprint_may_be_said_with_hyphens_and_capitals() -> None:
    assert matches(b"root", fingerprint(b"root").upper().replace(" ", "-"))
    assert not matches(b"root", fingerprint(b"root")[:-1])


def texts(folder: Path) -> tuple[dict[str, CryptoSigner], dict]:
    signers = {name: signer(name) for name in ("an", "binh", "chi", "dung", "t", "s", "z")}
    public = {
        "root": [signers[name].public_key for name in ("an", "binh", "chi")],
        "targets": [signers["t"].public_key],
        "snapshot": [signers["s"].public_key],
        "timestamp": [signers["z"].public_key],
    }
    return signers, public


EXPIRES = datetime(2027, 12, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("signing", "ready"),
    [
        ((), False),
        (("an",), False),
        (("an", "an"), False),
        (("dung",), False),
        (("an", "dung"), False),
        (("binh", "dung"), True),
        (("an", "binh"), False),
        (("an", "binh", "dung"), True),
        (("binh", "chi"), True),
    ],
)
def test_a_rotated_root_needs_the_old_threshold_and_the_new(tmp_path, signing, ready) -> None:
    """Old: an, binh, chi.  New: binh, chi, dung.  Two of each must sign."""
    signers, public = texts(tmp_path)
    old = roots.draft(None, public, 2, EXPIRES)
    for name in ("an", "binh"):
        old = roots.sign(old, signers[name], None)
    public["root"] = [signers[name].public_key for name in ("binh", "chi", "dung")]
    new = roots.draft(old, public, 2, EXPIRES)
    for name in signing:
        new = roots.sign(new, signers[name], old)
    state = roots.readiness(new, old)
    count_old = len({"an", "binh", "chi"} & set(signing))
    count_new = len({"binh", "chi", "dung"} & set(signing))
    assert state.old == (count_old, 2)
    assert state.new == (count_new, 2)
    assert state.ready == (count_old >= 2 and count_new >= 2)
    assert state.ready == (ready and count_old >= 2)


def test_only_a_root_key_signs_a_root(tmp_path) -> None:
    signers, public = texts(tmp_path)
    text = roots.draft(None, public, 2, EXPIRES)
    with pytest.raises(Fault, match="không phải khóa gốc"):
        roots.sign(text, signers["t"], None)


def test_a_draft_that_was_changed_after_signing_is_not_ready(tmp_path) -> None:
    signers, public = texts(tmp_path)
    text = roots.draft(None, public, 2, EXPIRES)
    for name in ("an", "binh"):
        text = roots.sign(text, signers[name], None)
    assert roots.readiness(text, None).ready
    assert not roots.readiness(text.replace(b'"threshold": 2', b'"threshold": 1'), None).ready


def test_a_key_opens_with_its_password_alone(tmp_path) -> None:
    made = keyring.create("an", PASSWORD, os.urandom, CHEAP)
    assert keyring.unlock(made.private, PASSWORD).public_key == keyring.read_public(made.public)[1]
    with pytest.raises(Fault, match="Sai mật khẩu"):
        keyring.unlock(made.private, "mật khẩu khác hẳn")


@pytest.mark.parametrize("attribute", ["box", "salt", "nonce", "keyid"])
def test_a_changed_key_file_does_not_open(attribute: str) -> None:
    record = json.loads(keyring.create("an", PASSWORD, os.urandom, CHEAP).private)
    record[attribute] = record[attribute][::-1]
    with pytest.raises(Fault):
        keyring.unlock(json.dumps(record), PASSWORD)


def test_the_private_file_is_never_taken_for_the_public_one() -> None:
    made = keyring.create("an", PASSWORD, os.urandom, CHEAP)
    with pytest.raises(Fault, match=r"đừng gửi tệp \.key"):
        keyring.read_public(made.private)
    assert json.loads(made.private)["keyid"] == json.loads(made.public)["keyid"]


def test_a_changed_public_key_is_refused() -> None:
    record = json.loads(keyring.create("an", PASSWORD, os.urandom, CHEAP).public)
    record["keyval"]["public"] = "00" * 32
    with pytest.raises(Fault, match="không khớp"):
        keyring.read_public(json.dumps(record))


def test_a_key_is_never_overwritten_and_only_its_owner_reads_it(tmp_path) -> None:
    ceremony.new_key(tmp_path, "an", PASSWORD, CHEAP)
    before = (tmp_path / "an.key").read_bytes()
    with pytest.raises(Fault, match="không ghi đè"):
        ceremony.new_key(tmp_path, "an", PASSWORD, CHEAP)
    assert (tmp_path / "an.key").read_bytes() == before
    assert (tmp_path / "an.key").stat().st_mode & 0o777 == 0o600


def test_a_short_password_is_refused() -> None:
    with pytest.raises(Fault, match="ít nhất"):
        keyring.create("an", "123", os.urandom, CHEAP)


def test_the_key_id_is_the_one_that_the_signature_library_computes() -> None:
    made = signer("an")
    from securesystemslib.signer import SSlibKey

    assert SSlibKey.from_crypto(made._private_key.public_key()).keyid == made.public_key.keyid


def test_a_fingerprint_is_eight_groups_of_four() -> None:
    groups = keyring.fingerprint("0123456789abcdef" * 4).split()
    assert groups[:2] == ["0123", "4567"]
    assert len(groups) == 8


def test_expiries_are_data() -> None:
    assert read("timestamp = 2").timestamp == 2
    assert read(write(Policy())) == Policy()
    for wrong in ("timestamp = 0", "time = 3", 'root = "x"', "root ="):
        with pytest.raises(Fault, match=r"policy\.toml"):
            read(wrong)


def test_minisign_itself_accepts_the_sums_and_refuses_changed_ones(desk: Path) -> None:
    program("minisign")
    test_from_new_keys_to_a_mirror_that_follows(desk)
    out = run(keys, "show", "--minisign", "keys/release.pub")
    (desk / "minisign.pub").write_text(out.partition("\n")[2], "utf-8")
    served = desk / "m/current"
    check = ["minisign", "-Vm", str(served / "SHA256SUMS"), "-p", str(desk / "minisign.pub")]
    assert subprocess.run(check, capture_output=True).returncode == 0
    sums = ["sha256sum", "--check", "--quiet", "SHA256SUMS"]
    assert subprocess.run(sums, cwd=served, capture_output=True).returncode == 0
    changed = desk / "SHA256SUMS"
    changed.write_bytes((served / "SHA256SUMS").read_bytes() + b"x")
    shutil.copy(served / "SHA256SUMS.minisig", desk)
    check[2] = str(changed)
    assert subprocess.run(check, capture_output=True).returncode != 0
