"""What a crowd does in a room where not everybody reads English: the same, found in every language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from rehearsal.model import Json
from story.setting import CROWD
from story.words import ENGLISH, LANGUAGES, begun, said, shape, spoken, told_in

_SESSION = ("Session: {title}", "This session is *live*. Everybody here has an equal voice.")
_IDEA = (("Idea {number}",), ("Collaboration {number}",), ("What matters {number}",))
_IDEAS = (*_IDEA, ("Ideas {first} to {last}",), ("Ideas {numbers}",))
# How the messages begin at which each habit looks, line by line; any of several beginnings.
BEGINNINGS: Final[Mapping[str, tuple[tuple[str, ...], ...]]] = {
    "check-ins": (_SESSION,),
    "ideas": (_SESSION,),
    "seats": (("Breakout {number}: {groups}",),),
    "report-backs": (("{group}, round {number}",),),
    "supports": _IDEAS,
    "votes": (("Poll",), ("Ten cards",)),
    "reactions": _IDEA,
    "answers": (("What we did together",),),
    "further answers": (("What we did together",),),
}
_WAIT = "Please wait. I will tell you here when it is your turn."
_FURTHER = re.compile(r"(\d+) more questions, one minute")
_MOOD = re.compile(r"(\d) – (.+)")


def written(folder: Path, language: str = ENGLISH) -> Path:
    """The habits of a crowd that reads every language of the bot and writes in one, as a file in this folder.

    It reads every one, because a programme may choose its own, and who comes later may read another.
    """
    crowd: Json = json.loads(CROWD.read_text("utf-8"))
    for each in LANGUAGES:
        with spoken(each):
            crowd["habits"] = [_in_one_more(habit) for habit in crowd["habits"]]
            crowd["wait"] += f"|{shape(_WAIT)}"
            crowd["again"] += [said(label) for label in crowd["again"] if said(label) not in crowd["again"]]
    crowd["habits"] = own_words(crowd["habits"], owned(language))
    told = told_in(language)
    crowd |= own_words({name: crowd[name] for name in ("words", "start_first")}, told)
    for habit in crowd["habits"]:
        habit["says"] = own_words(habit["says"], told)
    path = folder / CROWD.name
    path.write_text(json.dumps(crowd, ensure_ascii=False), "utf-8")
    return path


def owned(language: str) -> Mapping[str, str]:
    """What the people of the story say in their own words, in this language, by what they say in English;
    empty where nobody has told it yet."""
    path = CROWD.with_suffix(f".{language}.json")
    told: dict[str, str] = json.loads(path.read_text("utf-8")) if path.exists() else {}
    return told


def own_words(said_in_english: Any, told: Mapping[str, str]) -> Any:
    """The same values with these words; labels, which are keys, stay."""
    match said_in_english:
        case dict():
            return {name: own_words(value, told) for name, value in said_in_english.items()}
        case list() | tuple():
            return type(said_in_english)(own_words(each, told) for each in said_in_english)
        case str():
            return told.get(said_in_english, said_in_english)
    return said_in_english


def _in_one_more(habit: Json) -> Json:
    seen = [_lines(lines) for lines in BEGINNINGS[habit["name"]]]
    rules = {button: _rule_in_one_more(rule) for button, rule in habit.get("press", {}).items()}
    pressed = {_button(button): rule for button, rule in rules.items()}
    return {**habit, "on": "|".join([habit["on"], *seen]), **({"press": pressed | rules} if rules else {})}


def _button(label: str) -> str:
    many = _FURTHER.fullmatch(label)
    if many is None:
        return said(label)
    return said("{n} more question, one minute", "{n} more questions, one minute", n=int(many[1]))


def _lines(lines: Iterable[str]) -> str:
    return "^" + "".join(f"{shape(line)}\n" for line in lines)


def _rule_in_one_more(rule: Json) -> Json:
    if "form" not in rule:
        return rule
    abroad = {said(label): _answers(answers) for label, answers in rule["form"].items()}
    instead = rule.get("instead", {})
    pressed = {_choice(label): often for label, often in instead.items()} | instead
    return {**rule, "form": abroad | rule["form"], **({"instead": pressed} if instead else {})}


def _answers(answers: Any) -> Any:
    """What people write in their own words is in no catalogue: see `owned`."""
    if isinstance(answers, dict):
        return {**answers, "as": {fact: _fact(shown) for fact, shown in answers["as"].items()}}
    return [[_choice(choice), often] for choice, often in answers]


def _fact(shown: str) -> str:
    """A sector stands in the middle of sentences too, so its text begins small."""
    if said(shown) != shown:
        return said(shown)
    return begun(said(shown[:1].lower() + shown[1:]))


def _choice(choice: str | None) -> str | None:
    if choice is None:
        return None
    mood = _MOOD.fullmatch(choice)
    return said("{number} – {mood}", number=mood[1], mood=said(mood[2])) if mood else said(choice)
