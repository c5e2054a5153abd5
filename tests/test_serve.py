"""``niemyet serve``: it goes on whatever an editor does, and says what is wrong."""

import os
import queue
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.preview import HOST
from tests.corpus_catalogue import edit
from tests.paths import ROOT

RECORD = "procedures/ho-tich/1.001193.yml"
NAME = "Đăng ký khai sinh"
EXAMPLE = ROOT / "tests" / "example_catalogue"
RUN = "from generator.cli import main; main()"
PATIENCE_SECONDS = 30


class Serving:
    """A running ``niemyet serve`` over a catalogue of its own."""

    def __init__(self, folder: Path, port: int) -> None:
        self.catalogue = shutil.copytree(EXAMPLE, folder / "catalogue")
        self.port = port
        self._process = subprocess.Popen(
            [sys.executable, "-c", RUN, "serve", *self._options(folder)],
            cwd=ROOT,
            env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _options(self, folder: Path) -> Iterator[str]:
        yield from ("--no-exports", "--no-papers", "--no-full-text", "--port", str(self.port))
        yield from ("--catalogue", str(self.catalogue))
        yield from ("--site", str(folder / "site"), "--cache", str(folder / "cache"))

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            self._lines.put(line)

    def says(self, words: str) -> None:
        """Wait until it has said that."""
        while words not in self._lines.get(timeout=PATIENCE_SECONDS):
            pass

    def page(self) -> str:
        address = f"http://{HOST}:{self.port}/thu-tuc/1.001193/"
        with urllib.request.urlopen(address) as answer:
            return str(answer.read().decode())

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    with socket.create_server((HOST, 0)) as free:
        port = free.getsockname()[1]
    started = Serving(tmp_path, port)
    yield started
    started.stop()


def test_it_goes_on_through_every_fault_and_shows_what_was_mended(serving: Serving) -> None:
    serving.says("Ctrl+C")
    assert NAME in serving.page()

    edit(serving.catalogue / RECORD, "code:", "cod:")
    serving.says("form/unknown-key")
    serving.says("Trang cũ giữ nguyên")
    assert NAME in serving.page()

    away = Path(shutil.move(serving.catalogue, serving.catalogue.with_name("away")))
    serving.says("form/missing-file")
    assert NAME in serving.page()

    edition = away / "editions" / "2020-01-01" / "edition.json"
    edition.parent.mkdir(parents=True)
    edition.write_text("{")
    shutil.copytree(away, serving.catalogue)
    serving.says("không đọc được kỳ công bố")
    serving.says("tự dựng lại")
    assert NAME in serving.page()

    shutil.rmtree(edition.parent)
    shutil.rmtree(serving.catalogue)
    edit(away / RECORD, "cod:", "code:")
    edit(away / RECORD, NAME, "Đăng ký mới sinh")
    shutil.move(away, serving.catalogue)
    serving.says("viết lại")
    assert "Đăng ký mới sinh" in serving.page()


def test_a_busy_port_is_told_before_anything_is_built(tmp_path: Path) -> None:
    with socket.create_server((HOST, 0)) as busy:
        serving = Serving(tmp_path, busy.getsockname()[1])
        serving.says("hãy chọn --port khác")
        serving.stop()
    assert not (tmp_path / "site").exists()
