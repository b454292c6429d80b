"""The figures of the report: what people did, worked out from the script, against what the bot posted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from story.calendar import Nudge, standing
from story.record import Face
from story.script import CHANGE, COLLABORATION, YES, Idea, Script, Session

LINES = (
    "Done",
    "Working on it",
    "Stuck",
    "No reply",
    "Could not be asked",
    "Reminders stopped before the first question",
    "Not asked yet",
)
SHARE = r"(\d+) % \((\d+) of (\d+)\)"


@dataclass(frozen=True)
class Figure:
    """Some numbers that stand together in the report: where, and what they must be."""

    about: str
    pattern: str
    truth: tuple[int, ...]


def faults(report: str, figures: Collection[Figure]) -> list[str]:
    """Each figure that the report tells wrongly or not at all."""
    found = []
    for figure in figures:
        told = re.findall(figure.pattern, report, re.MULTILINE)
        if len(told) != 1:
            found.append(f"the report tells {figure.about} {len(told)} times instead of once")
            continue
        numbers = tuple(int(number) for number in ([told[0]] if isinstance(told[0], str) else told[0]))
        if numbers != figure.truth:
            found.append(
                f"{figure.about}: the report says {_list(numbers)}, people did {_list(figure.truth)}"
            )
    return found


def figures(script: Script, faces: Mapping[str, Face], asked: Collection[Nudge]) -> list[Figure]:
    """All figures that the report must tell."""
    return [
        *_people(script, faces),
        *(figure for session in script.sessions for figure in _session(session)),
        *_programme(script),
        *_pledges(script, asked),
    ]


def _people(script: Script, faces: Mapping[str, Face]) -> Iterator[Figure]:
    came = [faces[who] for who in script.attending]
    people = (len(script.sessions), len(came), len({face.sector for face in came}))
    yield Figure(
        "sessions, champions and sectors", r"^(\d+) sessions?, (\d+) champions? from (\d+) sectors?", people
    )
    for perspective, number in Counter(face.perspective for face in came).items():
        yield Figure(f"people of {perspective}", rf"\b{perspective}:? (\d+)", (number,))


def _session(session: Session) -> Iterator[Figure]:
    # The figures of a session stand in the lines below its title, which also says when it was.
    day = f"{session.begins.day} {session.begins:%B %Y}"
    head, line = rf"^{re.escape(session.title)}\n{day}, .*\n", r"[^\n]*\n"
    came, answers = len(session.attending), [pressed[-1] for pressed in session.closing.values()]
    willing, formed = answers.count(YES), _formed(session.kept_ideas)
    name = f"“{session.title}”"
    yield Figure(f"attendance of {name}", head + r"Attended: (\d+) champions?$", (came,))
    forms = r"Formed: (\d+) change ideas?, (\d+) collaborations?$"
    yield Figure(f"ideas and collaborations of {name}", head + line + forms, formed)
    shares = rf"Will do one thing differently: {SHARE} of those who answered, {SHARE} of those who attended$"
    truth = (*_share(willing, len(answers)), *_share(willing, came))
    yield Figure(f"the willing of {name}", head + line + line + shares, truth)


def _programme(script: Script) -> Iterator[Figure]:
    kept = [idea for idea in script.ideas if not idea.withdrawn]
    total = r"^What was formed\n(\d+) change ideas and (\d+) collaborations$"
    yield Figure("ideas and collaborations of the programme", total, _formed(kept))
    answers = list(script.closing.values())
    willing = answers.count(YES)
    head = r"^Will do at least one thing differently\n"
    answered = head + rf"{SHARE} of those who answered$"
    yield Figure("the willing of those who answered", answered, _share(willing, len(answers)))
    attended = head + rf"[^\n]*\n{SHARE} of those who attended$"
    yield Figure("the willing of all who attended", attended, _share(willing, len(script.attending)))


def _pledges(script: Script, asked: Collection[Nudge]) -> Iterator[Figure]:
    pledges = script.pledges
    people = len({pledge.who for pledge in pledges})
    yield Figure("pledges and who made them", r"^(\d+) pledges? by (\d+) people$", (len(pledges), people))
    standings = Counter(standing(pledge, asked) for pledge in pledges)
    for line in LINES:
        truth = (standings[line], _percent(standings[line], len(pledges)))
        yield Figure(f"pledges: {line}", rf"^{line}: (\d+) \((\d+) % of all pledges\)$", truth)


def _formed(ideas: Collection[Idea]) -> tuple[int, int]:
    kinds = Counter(idea.kind for idea in ideas)
    return kinds[CHANGE], kinds[COLLABORATION]


def _share(part: int, whole: int) -> tuple[int, int, int]:
    return _percent(part, whole), part, whole


def _percent(part: int, whole: int) -> int:
    """Rounded half up, as people round."""
    return int(Fraction(100 * part, whole) + Fraction(1, 2))


def _list(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
