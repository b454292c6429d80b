"""What the project says of itself is true: its manifest, settings, README, packages and lists."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache
from pathlib import Path

import pytest

from bot import manifest
from bot.config import Config
from handlers import ids
from handlers.dispatch import nouns
from handlers.settings import Settings

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "tests" / "slack-reference"
PACKAGES = ("bot", "coproduction", "handlers", "rehearsal", "storage", "story")  # what is installed
OURS = ("bot", "coproduction", "handlers", "storage")  # what runs beside people's data

LONGEST_FILE, LONGEST_FUNCTION = 300, 25
LONG_FILES: dict[str, str] = {}  # file: why it is one piece
LONG_FUNCTIONS = {  # file::function: why it is one piece
    "bot/app.py::running": "the order of the bot's beginning and end is the point, and is read in one place",
    "storage/across.py::_steps": "a line for each step of time, in their order",
    "bot/logs.py::set_up": "the settings of one library, in its order",
    "bot/manifest.py::manifest": "the manifest as Slack takes it, one literal",
    "coproduction/grouping/measure.py::_facts": "one fact after the other, into one value",
    "coproduction/reports/figures.py::counted": "one figure after the other, into one value",
    "handlers/blocks/breakouts/forms.py::form": "a form as Slack takes it, one literal",
    "handlers/blocks/ideas.py::form": "a form as Slack takes it, one literal",
    "handlers/slack/calls.py::Slack.find": "pages of a conversation, and each answer that looking can get",
}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file that is, or is about to be, under version control."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    return tuple(path for name in sorted(listed.split("\0")) if name and (path := ROOT / name).is_file())


def python_files(*packages: str) -> list[Path]:
    """The Python files under these folders."""
    return [
        path for path in tracked() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in packages
    ]


def written_by_us() -> list[Path]:
    """The Python files of what runs beside people's data, but for what a tool wrote."""
    return [path for path in python_files(*OURS) if path.parent.name != "versions"]


def named(path: Path) -> str:
    """A file as one reads it."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    """The parsed file."""
    return ast.parse(path.read_text())


def settings() -> list[str]:
    """The names of all settings, as the environment has them."""
    return [field.name.upper() for field in fields(Config)]


def makefile() -> dict[str, str]:
    """Every target a person may call, with its line in the help."""
    lines = re.findall(r"^([a-z][a-z-]*):.*?(?:## (.*))?$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return dict(lines)


def readme() -> str:
    return (ROOT / "README.md").read_text()


# The manifest


def test_only_who_wants_addresses_asks_for_them() -> None:
    asked = {
        wanted: set(manifest.manifest(Settings(lists_emails=wanted))["oauth_config"]["scopes"]["bot"])
        for wanted in (False, True)
    }

    assert asked[True] - asked[False] == {manifest.EMAIL_SCOPE}


def test_only_who_wants_private_channels_for_groups_asks_to_make_them() -> None:
    asked = {
        wanted: set(manifest.manifest(Settings(makes_channels=wanted))["oauth_config"]["scopes"]["bot"])
        for wanted in (False, True)
    }

    assert asked[True] - asked[False] == {manifest.CHANNELS_SCOPE}


def test_only_who_wants_results_as_files_asks_to_share_them() -> None:
    asked = {
        wanted: set(manifest.manifest(Settings(gives_files=wanted))["oauth_config"]["scopes"]["bot"])
        for wanted in (False, True)
    }

    assert asked[True] - asked[False] == {manifest.FILES_SCOPE}


@pytest.mark.parametrize("prefix", ["", "al-"])
def test_the_manifest_is_made_from_the_table_of_commands(prefix: str) -> None:
    made = manifest.manifest(Settings(prefix))
    commands = [command["command"] for command in made["features"]["slash_commands"]]

    assert commands == [f"/{prefix}{name}" for name in ("copro", "checkin", "idea", "pledge", "hand", "poll")]


def test_the_manifest_in_the_repository_is_the_one_that_would_be_made_now() -> None:
    written = (ROOT / "manifest.json").read_text()

    assert written == json.dumps(manifest.manifest(Settings()), indent=2, ensure_ascii=False) + "\n"


def test_the_manifest_asks_for_each_permission_once_and_says_why() -> None:
    asked = manifest.manifest(Settings())["oauth_config"]["scopes"]["bot"]

    assert asked == sorted(set(asked))
    assert [scope for scope, reason in manifest.SCOPES.items() if not reason] == []


# Such a method takes the scope of the kind of conversation it is about; these are the kinds the bot uses.
OF_CONVERSATIONS = {
    "conversations.archive": {"groups:write"},
    "conversations.create": {"groups:write"},
    "conversations.history": {"channels:history", "groups:history", "im:history"},
    "conversations.info": {"channels:read", "groups:read"},
    "conversations.invite": {"groups:write"},
    "conversations.kick": {"groups:write"},
    "conversations.list": {"groups:read"},
    "conversations.open": {"im:write"},
    "conversations.replies": {"channels:history", "groups:history", "im:history"},
    "users.conversations": {"groups:read"},
}


def test_every_permission_is_needed_by_a_method_an_event_or_a_command_and_none_is_missing() -> None:
    methods = json.loads((REFERENCE / "methods.json").read_text())["methods"]
    events = json.loads((REFERENCE / "events.json").read_text())["events"]
    needed = {"commands"}
    for method in methods_called():
        needed |= OF_CONVERSATIONS.get(method, set(methods[method]["bot_scopes"]))
    for event in nouns.EVENTS.values():
        scopes = events[event.subscription or event.id]
        needed |= {scope for scope in scopes if not scope.startswith("mpim:")}

    asked = manifest.manifest(Settings(makes_channels=True, gives_files=True))["oauth_config"]["scopes"][
        "bot"
    ]
    assert asked == sorted(needed)


def test_each_event_asks_for_what_slack_wants_for_it() -> None:
    events = json.loads((REFERENCE / "events.json").read_text())["events"]
    wanted = {
        name: sorted(scope for scope in events[event.subscription or name] if not scope.startswith("mpim:"))
        for name, event in nouns.EVENTS.items()
    }

    assert {name: sorted(event.scopes) for name, event in nouns.EVENTS.items()} == wanted


def methods_called() -> set[str]:
    """The Web API methods that the bot calls, by how the client's methods are called."""
    attributes = {
        node.func.attr
        for path in python_files("bot", "handlers")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    known = json.loads((REFERENCE / "methods.json").read_text())["methods"]
    return {method for method in known if method.replace(".", "_") in attributes}


def test_no_id_of_a_button_or_form_is_used_twice() -> None:
    listeners = [nouns.CLICKS, nouns.SUBMISSIONS, nouns.SHORTCUTS]
    constants = [
        value
        for name, value in vars(ids).items()
        if name.isupper() and isinstance(value, str) and not name.startswith("_")
    ]

    assert sorted(constants) == sorted(set(constants))
    known = [name for table in listeners for name in table]
    assert sorted(known) == sorted(set(known))


# Settings


def test_every_setting_is_explained_in_the_example_in_the_environments_words() -> None:
    example = (ROOT / ".env.example").read_text()
    explained = re.findall(r"^#?([A-Z_]+)=", example, re.MULTILINE)

    assert sorted(explained) == sorted(settings())


def test_each_setting_of_the_example_has_words_of_its_own_before_it() -> None:
    lines = (ROOT / ".env.example").read_text().splitlines()
    bare = [
        line
        for before, line in zip(["", *lines], lines, strict=False)
        if re.match(r"#?[A-Z_]+=", line) and not before.startswith("# ")
    ]

    assert bare == []


def test_the_example_shows_the_defaults() -> None:
    shown = dict(re.findall(r"^#([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_APP_TOKEN": "xapp-1"}
    by_default, as_shown = Config.from_env(tokens), Config.from_env({**tokens, **shown})

    assert [plain(getattr(as_shown, name.lower())) for name in shown] == [
        plain(getattr(by_default, name.lower())) for name in shown
    ]


def plain(value: object) -> object:
    """A setting's value, revealed."""
    reveal = getattr(value, "reveal", None)
    return reveal() if reveal else value


def test_the_example_copied_as_it_is_asks_for_the_two_tokens_and_for_nothing_else() -> None:
    given = dict(re.findall(r"^([A-Z_]+)=(.*)$", (ROOT / ".env.example").read_text(), re.MULTILINE))

    assert given == {"SLACK_BOT_TOKEN": "", "SLACK_APP_TOKEN": ""}


def test_the_readme_names_every_setting_and_no_other() -> None:
    table = [
        line for line in readme().splitlines() if line.startswith("| `") and re.match(r"\| `[A-Z_]+`", line)
    ]
    cells = [line.split("|")[1] for line in table]

    assert sorted(name for cell in cells for name in re.findall(r"`([A-Z_]+)`", cell)) == sorted(settings())


# Make


def test_every_target_stands_in_the_help_of_make() -> None:
    help_of_make = subprocess.run(["make"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    shown = re.findall(r"^ *make ([a-z-]+) +(.+)$", help_of_make, re.MULTILINE)

    assert dict(shown) == makefile()


def test_the_readme_and_the_other_documents_name_only_targets_that_exist() -> None:
    documents = [
        ROOT / "README.md",
        ROOT / ".env.example",
        *(ROOT / "docs").rglob("*.md"),
        ROOT / ".ci" / "run",
    ]
    named_targets = {
        target
        for document in documents
        for target in re.findall(r"(?:^|`|=al- )make ([a-z-]+)", document.read_text(), re.MULTILINE)
    }

    assert named_targets - set(makefile()) == set()


def test_the_targets_people_are_promised_are_there() -> None:
    promised = {"setup", "rehearse", "run", "story", "test", "check", "bench", "fix"}

    assert promised - set(makefile()) == set()


def test_the_links_of_the_documents_lead_somewhere() -> None:
    broken = [
        f"{named(document)}: {target}"
        for document in tracked()
        if document.suffix == ".md"
        for target in re.findall(r"\]\((?!https?://|#|mailto:)([^)#]+)", document.read_text())
        if not (document.parent / target).exists()
    ]

    assert broken == []


# Dependencies


def test_every_pinned_package_has_hashes() -> None:
    bare = [
        f"{name}: {entry.splitlines()[0]}"
        for name in ("run.txt", "dev.txt")
        for entry in re.split(r"\n(?=\S)", uncommented(name))
        if entry.strip() and "--hash=sha256:" not in entry
    ]

    assert bare == []


def test_every_package_is_pinned_to_one_version() -> None:
    loose = [
        line
        for name in ("run.txt", "dev.txt")
        for line in uncommented(name).splitlines()
        if line and not line.startswith(" ") and not re.match(r"[A-Za-z0-9._-]+(\[[a-z,]+\])?==\S+", line)
    ]

    assert loose == []


def uncommented(name: str) -> str:
    """A lock file without its comments."""
    text = (ROOT / "requirements" / name).read_text()
    return "\n".join(line for line in text.splitlines() if not line.strip().startswith("#")) + "\n"


def test_what_the_bot_needs_is_declared_in_one_way_everywhere() -> None:
    declared = sorted(project()["project"]["dependencies"])
    asked = sorted(line for line in uncommented("run.in").splitlines() if line)

    assert asked == declared


def test_the_tests_run_with_the_very_packages_the_bot_runs_with() -> None:
    assert pins("run.txt").items() - pins("dev.txt").items() == set()


def pins(name: str) -> Mapping[str, str]:
    """Each package's version."""
    return dict(re.findall(r"^([A-Za-z0-9._-]+)(?:\[[a-z,]+\])?==([^ ;]+)", uncommented(name), re.MULTILINE))


def project() -> dict[str, dict[str, list[str]]]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_the_packages_that_are_declared_are_the_packages_on_disk() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    on_disk = {path.parent.relative_to(ROOT).as_posix().replace("/", ".") for path in python_files(*PACKAGES)}

    assert declared == sorted(on_disk)


def test_every_data_file_beside_the_code_is_installed_with_it() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["package-data"]
    installed = {
        named(path)
        for package, patterns in declared.items()
        for pattern in patterns
        for path in (ROOT / package.replace(".", "/")).glob(pattern)
    }
    beside = {
        named(path)
        for path in tracked()
        if path.relative_to(ROOT).parts[0] in PACKAGES and path.suffix != ".py"
        if path.name != "pyproject.toml"
    }

    assert installed == beside


def test_the_rehearsal_by_itself_is_all_of_the_rehearsal() -> None:
    """Its own pyproject.toml installs what ours does of it."""
    ours, alone = (
        tomllib.loads((folder / "pyproject.toml").read_text())["tool"]["setuptools"]
        for folder in (ROOT, ROOT / "rehearsal")
    )

    assert alone["packages"] == [each for each in ours["packages"] if each.startswith("rehearsal")]
    assert alone["package-data"] == {
        name: files for name, files in ours["package-data"].items() if name.startswith("rehearsal")
    }


# What must not be there

INDEX = "|".join(
    re.escape(host) for host in ("pypi" + ".org", "files.python" + "hosted.org", "/simple" + "/")
)
FORBIDDEN = {
    "a package index": re.compile(rf"{INDEX}|--(extra-)?index-url(?! )"),
    "a path of somebody's machine": re.compile(r"/(?:home|Users|root|work)/[a-z]"),
    "an issue's number": re.compile(r"\bissue #?\d|\(#\d+\)", re.IGNORECASE),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_file_holds_what_belongs_to_the_machine_it_was_written_on(what: str) -> None:
    found = [
        f"{named(path)}: {match[0]}"
        for path in tracked()
        if path != Path(__file__) and (match := FORBIDDEN[what].search(read(path)))
    ]

    assert found == []


def read(path: Path) -> str:
    """A file's text; nothing of a picture's."""
    try:
        return path.read_text()
    except UnicodeDecodeError:
        return ""


def test_no_file_is_there_that_only_one_tool_or_machine_needs() -> None:
    unwanted = {"uv.lock", "poetry.lock", "Pipfile.lock", ".env", ".python-version"}

    assert [named(path) for path in tracked() if path.name in unwanted] == []


OF_OUR_BOT = re.compile(
    r"champion|sector|perspective|check-?in|pledge|breakout|facilitat|\bcopro|alongside|nudge|\bideas?\b"
    r"|decision owner|lived experience|front line",
    re.IGNORECASE,
)


def test_the_rehearsal_knows_no_word_of_the_bot_that_is_rehearsed_here() -> None:
    found = [
        f"{named(path)}: {match[0]}"
        for path in tracked()
        if path.relative_to(ROOT).parts[0] == "rehearsal" and (match := OF_OUR_BOT.search(read(path)))
    ]

    assert found == []


def test_no_test_replaces_a_part_by_a_pretence() -> None:
    pretends = re.compile(r"\bMock\b|\bMagicMock\b|\bAsyncMock\b|\bpatch\(|unittest\.mock|\bmocker\b")
    found = [
        f"{named(path)}: {match[0]}"
        for path in python_files("tests", "benchmarks")
        if path != Path(__file__) and (match := pretends.search(path.read_text()))
    ]

    assert found == []


def test_no_test_patches_the_bot_from_outside() -> None:
    """What a test wants to be otherwise, such as the bot's patience, is a value that it hands in."""
    patched = [
        f"{named(path)}: {ast.unparse(call.args[0])}"
        for path in mentioning("setattr", "tests")
        for call in ast.walk(tree_of(path))
        if isinstance(call, ast.Call) and call.args and ast.unparse(call.func).endswith(".setattr")
        if all(given.arg != "raising" for given in call.keywords)  # a sample adds what is not there
        if re.match(rf"'?({'|'.join({*OURS, *imported_of_ours(path)})})\b", ast.unparse(call.args[0]))
    ]
    assert patched == []


def imported_of_ours(path: Path) -> set[str]:
    """The names in a file that stand for something of the bot's."""
    return {
        each.asname or each.name
        for line in ast.walk(tree_of(path))
        if isinstance(line, ast.ImportFrom) and (line.module or "").split(".")[0] in OURS
        for each in line.names
    }


def mentioning(word: str, *packages: str) -> list[Path]:
    """The Python files under these folders in which this word stands: reading is quicker than parsing."""
    return [path for path in python_files(*packages) if word in path.read_text()]


def test_no_test_sleeps() -> None:
    sleeps = [
        f"{named(path)}:{node.lineno}"
        for path in mentioning("sleep", "tests")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "sleep"
        and not (node.args and isinstance(node.args[0], ast.Constant) and node.args[0].value == 0)
    ]

    assert sleeps == []


def test_nothing_prints() -> None:
    prints = [
        f"{named(path)}:{node.lineno}"
        for path in mentioning("print", *PACKAGES)
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]

    assert prints == []


# Size and words


def begins_with_a_docstring(path: Path) -> bool:
    """By its first words that are no comment; parsing every file would take two seconds."""
    lines = path.read_text().splitlines()
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    return first.startswith('"""')


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        named(path)
        for path in tracked()
        if path.suffix == ".py" and path.stat().st_size > 0 and not begins_with_a_docstring(path)
    ]

    assert silent == []


def test_files_stay_short() -> None:
    long = {named(path) for path in written_by_us() if len(path.read_text().splitlines()) > LONGEST_FILE}

    assert long - set(LONG_FILES) == set()


def test_functions_stay_short() -> None:
    long = {name for name, length in functions() if length > LONGEST_FUNCTION}

    assert long - set(LONG_FUNCTIONS) == set()


def test_every_exception_is_about_something_that_is_there() -> None:
    there = {name for name, _ in functions()} | {named(path) for path in written_by_us()}

    assert {*LONG_FILES, *LONG_FUNCTIONS} - there == set()


def functions() -> Iterator[tuple[str, int]]:
    """Every function of the bot's packages with its number of lines, its docstring and blank lines aside."""
    for path in written_by_us():
        lines = path.read_text().splitlines()
        for scope, node in scoped(tree_of(path)):
            documented = ast.get_docstring(node) is not None
            first = node.body[1 if documented and len(node.body) > 1 else 0].lineno
            body = lines[first - 1 : node.end_lineno]
            signature = node.body[0].lineno - node.lineno
            yield f"{named(path)}::{scope}", signature + sum(bool(line.strip()) for line in body)


def scoped(tree: ast.AST, before: str = "") -> Iterator[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Every function with its place."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{before}{node.name}", node
        if isinstance(node, ast.ClassDef):
            yield from scoped(node, f"{before}{node.name}.")
