"""A folder or a file that SQLite cannot use is named, with what to do."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage import BadDatabase, open_storage, place_of
from tests.storage.starting import ROOT

# Root may write everywhere, so it becomes nobody; what is imported later may be where nobody can look.
OPEN = """
import os, pwd, sys
import sqlalchemy.dialects.sqlite
from storage import BadDatabase, open_storage
if os.geteuid() == 0:
    nobody = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(nobody.pw_gid)
    os.setuid(nobody.pw_uid)
try:
    open_storage(sys.argv[1])
except BadDatabase as fault:
    print(fault)
"""


def said_to_somebody(url: str) -> str:
    """What an account that may not write there is told."""
    told = subprocess.run(
        [sys.executable, "-c", OPEN, url], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return told.stdout.strip()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One in which everybody may look and only its owner may write."""
    for each in (tmp_path, *tmp_path.parents):
        if each.stat().st_uid == os.geteuid() and each not in (Path("/"), Path("/tmp")):  # noqa: S108
            each.chmod(each.stat().st_mode | 0o055)
    return tmp_path


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDatabase) as refused:
        open_storage(f"sqlite:///{tmp_path}/no/such/a.db")
    assert str(refused.value) == (
        f"DATABASE_URL: the folder {tmp_path}/no/such does not exist. Make it, or name another one."
    )


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")
    with pytest.raises(BadDatabase) as refused:
        open_storage(f"sqlite:///{tmp_path}/data/a.db")
    assert str(refused.value) == (
        f"DATABASE_URL: the folder {tmp_path}/data is no folder. Make it, or name another one."
    )


def test_a_folder_in_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadDatabase) as refused:
        open_storage(f"sqlite:///{tmp_path}")
    assert str(refused.value) == (
        f"DATABASE_URL: {tmp_path} is a folder. Name a file in it, such as {tmp_path}/alongside.sqlite3."
    )


def test_a_read_only_folder_is_named(folder: Path) -> None:
    folder.chmod(0o555)
    try:
        said = said_to_somebody(f"sqlite:///{folder}/a.db")
    finally:
        folder.chmod(0o755)
    assert said == (
        f"DATABASE_URL: the folder {folder} is read-only for this account. "
        "Let it write there, or name another one."
    )


async def test_a_read_only_file_is_named(folder: Path) -> None:
    file = folder / "a.db"
    await open_storage(f"sqlite:///{file}").close()
    file.chmod(0o444)
    assert said_to_somebody(f"sqlite:///{file}") == (
        f"DATABASE_URL: the file {file} is read-only for this account. "
        "Let it write there, or name another file."
    )


@pytest.mark.parametrize(
    ("tail", "named"),
    [
        ("h/db?port=abc", "as its port"),
        ("h/db?port=99999", "as its port"),
        ("h/db?host=h,g&port=5432,54a", "as its port"),
        ("h/db?connect_timeout=soon", "as its connect_timeout"),
        ("h/db?bogus=1", "only parameters that"),
        ("[h/db", "as its host"),
    ],
)
def test_a_parameter_that_the_driver_would_stumble_over_is_named_and_no_password(
    tail: str, named: str
) -> None:
    with pytest.raises(BadDatabase) as refused:
        open_storage(f"postgresql://champion:s3cret@{tail}")
    said = str(refused.value)
    assert said.startswith("DATABASE_URL ")
    assert named in said
    assert "s3cret" not in said
    assert "\n" not in said


def test_parameters_that_the_driver_knows_are_let_through() -> None:
    for tail in ("h/db?sslmode=require&connect_timeout=5", "[::1]:5433/db", "/db?host=/run/pg&port=5432"):
        assert place_of(f"postgresql://champion:s3cret@{tail}")
