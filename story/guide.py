"""The page's guide in the language that is spoken, with buttons and words to type as people have them."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path

from rehearsal.model import Json
from story.habits import own_words
from story.setting import CAST, GUIDE
from story.words import said, shape, told, told_now

_QUOTED = re.compile(r"“([^”]+)”")
_NUMBER = "[0-9]+"
_TITLE = ".+"
_SAID = ("title", "words", "says", "good_to_know")  # of what is not a name or a sign
_BUTTON = re.compile(r"\^([^^$|]+)\$")


def written(folder: Path) -> Path:
    """The guide with the bot's words in the language that is spoken, as a file in this folder."""
    guide: Json = json.loads(GUIDE.read_text("utf-8"))
    for part in (guide, *guide["players"].values(), *guide["steps"]):
        part.update(own_words({name: part[name] for name in _SAID if name in part}, told_now()))
    guide["texts"] = {word: said(told(word)) for word in words_of_the_cast()}
    for step in guide["steps"]:
        step["says"] = [_typed(each, _QUOTED.findall(step["words"])) for each in step.get("says", [])]
        step["words"] = _QUOTED.sub(lambda quoted: f"“{_seen(quoted[1])}”", step["words"])
        step["shows"] = _BUTTON.sub(lambda posted: f"^{_line(posted[1])}$", step.get("shows", ""))
        step["signs"] = [
            _BUTTON.sub(lambda pressed: f"^{_shape(pressed[1])}$", sign) for sign in step["signs"]
        ]
    path = folder / GUIDE.name
    path.write_text(json.dumps(guide, ensure_ascii=False), "utf-8")
    return path


def words_of_the_cast() -> Sequence[str]:
    """What roles are called, one and all of them, and what the page tells of their people."""
    cast = json.loads(CAST.read_text("utf-8"))
    facts = {each["name"]: each.get("fact", "") for each in cast["roles"]}
    known = (each["facts"].get(facts[each["role"]], "") for each in cast["people"] if "facts" in each)
    called = (each[name] for each in cast["roles"] for name in ("name", "title"))
    return sorted(filter(None, {*called, *known}))


def channel(first: str) -> str:
    """Where the guide leads through a session, when one has begun in the `first` channel with the app."""
    channels = json.loads(CAST.read_text("utf-8"))["channels"]
    public = [str(each["name"]) for each in channels if each["bot"] and each["kind"] == "public"]
    return next((each for each in public if each != first), first)


def typed(command: str) -> str:
    """A command as it is typed in the language that is spoken, with the words that the guide explains."""
    return _typed(told(command), ["now"])


def _typed(command: str, quoted: list[str]) -> str:
    """A word of a command that the step explains is the same word in both places."""
    return " ".join(_seen(word) if word in quoted else word for word in command.split(" "))


def _shape(button: str) -> str:
    """A label as a regular expression; where it holds a number, any number."""
    return shape(button.replace(_NUMBER, "{number}"), number=_NUMBER)


def _line(posted: str) -> str:
    """A line of a card as a regular expression; where it holds a title, any title."""
    return shape(posted.replace(_TITLE, "{title}"), title=_TITLE)


def _seen(button: str) -> str:
    """As the bot writes it; the page's own buttons are not in its catalogue and stay as they are."""
    straight = button.replace("’", "'")
    return button if said(straight) == straight else said(straight)
