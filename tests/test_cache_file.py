"""What the cache says is what was written, or nothing."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import cache_file


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache") / "file"


@given(content=st.binary())
def test_what_was_written_is_read(path: Path, content: bytes) -> None:
    cache_file.write(path, content)
    assert cache_file.read(path) == content


@given(content=st.binary(min_size=1), data=st.data())
def test_a_single_changed_byte_is_seen(path: Path, content: bytes, data: st.DataObject) -> None:
    cache_file.write(path, content)
    damaged = bytearray(path.read_bytes())
    damaged[data.draw(st.integers(0, len(damaged) - 1))] ^= data.draw(st.integers(1, 255))
    path.write_bytes(damaged)
    assert cache_file.read(path) is None


@pytest.mark.parametrize("kept", [0, 3, 8])
def test_a_file_cut_short_is_seen(path: Path, kept: int) -> None:
    cache_file.write(path, b"twelve bytes")
    path.write_bytes(path.read_bytes()[:kept])
    assert cache_file.read(path) is None


def test_what_is_not_there_is_nothing(tmp_path: Path) -> None:
    assert cache_file.read(tmp_path / "none") is None


def test_nothing_but_the_file_is_left(tmp_path: Path) -> None:
    cache_file.write(tmp_path / "file", b"1")
    cache_file.write(tmp_path / "file", b"2")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]
