"""A real server that speaks S3, for tests: OpenStack Swift with s3api, on the loopback.

In: a folder.  Out: an address and keys that boto3 takes.  The program is among the test packages;
``NIEMYET_SWIFT`` may name another folder of its commands.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

PIPELINE = "catch_errors proxy-logging cache s3api tempauth copy dlo proxy-logging proxy-server"
KINDS = ("account", "container", "object")


@dataclass(frozen=True)
class Server:
    """Where it listens and who may write."""

    address: str
    access_key: str = "kho:phat-hanh"
    secret_key: str = "bi-mat-de-thu"


def programs() -> Path | None:
    """The folder of Swift's programs, if it is installed."""
    named = os.environ.get("NIEMYET_SWIFT")
    beside = Path(sys.executable).parent
    for folder in (Path(named) if named else beside, beside):
        if (folder / "swift-proxy-server").exists():
            return folder
    found = shutil.which("swift-proxy-server")
    return Path(found).parent if found else None


def _ports(count: int) -> list[int]:
    probes = [socket.socket() for _ in range(count)]
    for probe in probes:
        probe.bind(("127.0.0.1", 0))
    ports = [probe.getsockname()[1] for probe in probes]
    for probe in probes:
        probe.close()
    return ports


def _settings(folder: Path, kind: str, port: int) -> Path:
    common = (
        f"[DEFAULT]\nbind_ip = 127.0.0.1\nbind_port = {port}\nworkers = 0\n"
        f"swift_dir = {folder}\ndevices = {folder}/devices\nmount_check = false\n"
        f"user = {os.environ.get('USER', 'root')}\nlog_address = {folder}/nolog\n"
    )
    if kind == "proxy":
        server = Server("")
        user = server.access_key.replace(":", "_")
        text = (
            f"{common}[pipeline:main]\npipeline = {PIPELINE}\n"
            "[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\n"
            "allow_account_management = true\n[filter:tempauth]\nuse = egg:swift#tempauth\n"
            f"user_{user} = {server.secret_key} .admin\n"
            "[filter:s3api]\nuse = egg:swift#s3api\ns3_acl = false\n"
            + "".join(
                f"[filter:{name}]\nuse = egg:swift#{name.replace('-', '_')}\n"
                for name in ("catch_errors", "proxy-logging", "copy", "dlo")
            )
            + "[filter:cache]\nuse = egg:swift#memcache\n"
        )
    else:
        text = f"{common}[pipeline:main]\npipeline = {kind}-server\n[app:{kind}-server]\n" + (
            f"use = egg:swift#{kind}\n"
        )
    path = folder / f"{kind}-server.conf"
    path.write_text(text)
    return path


def _rings(bin_folder: Path, folder: Path, ports: dict[str, int]) -> None:
    for kind in KINDS:
        ring = str(folder / f"{kind}.builder")
        device = f"r1z1-127.0.0.1:{ports[kind]}/d1"
        for words in (("create", "4", "1", "1"), ("add", device, "1"), ("rebalance",)):
            command = [str(bin_folder / "swift-ring-builder"), ring, *words]
            subprocess.run(command, check=False, capture_output=True, cwd=folder)


_START = """
import os, sys
folder = os.environ["SWIFT_DIR_FOR_TESTS"]
import swift.common.utils as utils
utils.SWIFT_CONF_FILE = os.path.join(folder, "swift.conf")
utils.HASH_PATH_SUFFIX, utils.HASH_PATH_PREFIX = b"a", b"b"
import swift.common.storage_policy as policies
policies.SWIFT_CONF_FILE = utils.SWIFT_CONF_FILE
policies.reload_storage_policies()
from swift.common.wsgi import run_wsgi
sys.exit(run_wsgi(sys.argv[2], sys.argv[1] + "-server"))
"""


@contextmanager
def running(folder: Path, bin_folder: Path) -> Iterator[Server]:
    """The server, ended on leaving."""
    kinds = (*KINDS, "proxy")
    ports = dict(zip(kinds, _ports(len(kinds)), strict=True))
    (folder / "devices" / "d1").mkdir(parents=True)
    (folder / "swift.conf").write_text(
        "[swift-hash]\nswift_hash_path_suffix = a\nswift_hash_path_prefix = b\n"
        "[storage-policy:0]\nname = gold\ndefault = yes\n"
    )
    _rings(bin_folder, folder, ports)
    log = (folder / "log.txt").open("w")
    processes = [
        subprocess.Popen(
            [str(bin_folder / "python"), "-c", _START, kind, str(_settings(folder, kind, port))],
            stdout=log,
            stderr=log,
            env=os.environ | {"SWIFT_DIR_FOR_TESTS": str(folder)},
        )
        for kind, port in ports.items()
    ]
    try:
        for port in ports.values():
            _wait(port, folder)
        yield Server(f"http://127.0.0.1:{ports['proxy']}")
    finally:
        for process in processes:
            process.kill()
            process.wait()
        log.close()


def _wait(port: int, folder: Path) -> None:
    end = time.monotonic() + 30
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise AssertionError((folder / "log.txt").read_text()[-3000:])
