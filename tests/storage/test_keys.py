"""Keys: what they lock only they open, only for its purpose; and the file that keeps one beside SQLite."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from storage.keyfile import path_beside, read_or_made
from storage.keys import BadKey, Key, Unopened, new_text
from tests.storage.starting import ROOT

TEXT = "the-key-of-this-test-which-is-long-enough"
MAKE = """
import sys
from pathlib import Path
from storage.keyfile import read_or_made
sys.stdin.readline()
print(read_or_made(Path(sys.argv[1]), is_needed=False).id)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return path_beside(tmp_path / "alongside.sqlite3")


def put(path: Path, text: str, mode: int = 0o600) -> None:
    path.write_text(text)
    path.chmod(mode)


def test_what_a_key_locks_it_opens_again_and_looks_different_each_time() -> None:
    key = Key(TEXT)
    both = [key.lock(b"secret", "T1", "s1") for _ in range(2)]

    assert [Key(TEXT).open(each, "T1", "s1") for each in both] == [b"secret", b"secret"]
    assert both[0] != both[1]


@pytest.mark.parametrize("about", [("T1", "s2"), ("T2", "s1"), ("T1s1",), ("T1", "s", "1"), ()])
def test_what_was_locked_for_one_thing_does_not_open_for_another(about: tuple[str, ...]) -> None:
    with pytest.raises(Unopened):
        Key(TEXT).open(Key(TEXT).lock(b"secret", "T1", "s1"), *about)


@pytest.mark.parametrize(
    "damage", [lambda b: b[:-1], lambda b: b"x" + b[1:], lambda _: b"", lambda b: b[:12]]
)
def test_another_key_and_damaged_bytes_do_not_open(damage: object) -> None:
    locked = Key(TEXT).lock(b"secret", "T1")
    with pytest.raises(Unopened):
        Key(new_text()).open(locked, "T1")
    with pytest.raises(Unopened):
        Key(TEXT).open(damage(locked), "T1")  # type: ignore[operator]


def test_a_key_never_prints() -> None:
    key = Key(TEXT)
    assert [TEXT in str(key), TEXT in repr(key), TEXT in key.id] == [False, False, False]


def test_a_key_file_is_made_for_this_account_alone_and_read_again(path: Path) -> None:
    old = os.umask(0)
    try:
        key = read_or_made(path, is_needed=False)
    finally:
        os.umask(old)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_or_made(path, is_needed=True).id == key.id
    assert [each.name for each in path.parent.iterdir()] == ["alongside.sqlite3.key"]


def test_of_processes_that_start_at_once_all_have_the_same_key(path: Path) -> None:
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", MAKE, str(path)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for process in starting:
        assert process.stdin
        process.stdin.write("now\n")
        process.stdin.flush()
    told = {process.communicate()[0] for process in starting}

    assert told == {f"{read_or_made(path, is_needed=True).id}\n"}
    assert [each.name for each in path.parent.iterdir()] == ["alongside.sqlite3.key"]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o660, 0o610])
def test_a_key_file_that_others_may_read_is_refused_with_what_to_type(path: Path, mode: int) -> None:
    put(path, new_text(), mode)
    with pytest.raises(BadKey, match=rf"can be read by other accounts\. Type: chmod 600 {path}"):
        read_or_made(path, is_needed=False)


@pytest.mark.parametrize("content", ["", "short", "x" * 2_000])
def test_a_file_that_holds_no_key_is_refused_and_left_as_it_is(path: Path, content: str) -> None:
    put(path, content)
    with pytest.raises(BadKey, match="does not hold a key") as refused:
        read_or_made(path, is_needed=False)
    assert path.read_text() == content
    assert not content or content not in str(refused.value)


def test_a_missing_key_that_is_needed_is_not_made_anew(path: Path) -> None:
    with pytest.raises(
        BadKey, match=r"is missing, .* Put it back\. If it is lost, type: python -m bot new-key"
    ):
        read_or_made(path, is_needed=True)
    assert not path.exists()


def test_a_folder_in_its_place_is_said_in_words(path: Path) -> None:
    path.mkdir(mode=0o700)
    with pytest.raises(BadKey, match=r"cannot be read: Is a directory\. Let this account read"):
        read_or_made(path, is_needed=False)


def test_a_folder_in_which_nothing_can_be_made_is_said_in_words(tmp_path: Path) -> None:
    with pytest.raises(BadKey, match=r"cannot be made: No such file or directory\. .*SECRET_KEY"):
        read_or_made(tmp_path / "nowhere" / "a.key", is_needed=False)
