"""The figures of the report: what people did, worked out from the script, against what the bot posted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

from story import endings
from story.bodies import HARM, HELPED, SAME
from story.calendar import Nudge, standing
from story.record import Face
from story.script import CHANGE, COLLABORATION, YES, Idea, Script, Session
from story.words import NUMBER, numbers, said, shape

LINES = (
    "Done",
    "Working on it",
    "Stuck",
    "Not now",
    "No answer yet",
    "Could not be asked",
    "Reminders stopped before the first question",
    "Not asked yet",
)
IDEAS = ("{n} change idea", "{n} change ideas")
TOGETHER = ("{n} collaboration", "{n} collaborations")
TOLD = (*LINES[:4], LINES[6])  # what people bring about
FEWEST = 5  # people of one perspective, or pledges on one line, who are counted by themselves


@dataclass(frozen=True)
class Figure:
    """Some numbers that stand together in the report: where, and what they must be."""

    about: str
    pattern: str
    truth: tuple[int, ...]


def of_answered() -> str:
    """A share of those who answered, with both its numbers."""
    return shape("{share} of those who answered", share=_three_numbers())


def of_attended() -> str:
    """A share of those who attended."""
    return shape("{share} of those who attended", share=_three_numbers())


def _three_numbers() -> str:
    return shape("{percent} % ({part} of {whole})", percent=NUMBER, part=NUMBER, whole=NUMBER)


def faults(report: str, figures: Collection[Figure]) -> list[str]:
    """Each figure that the report tells wrongly or not at all."""
    found = []
    for figure in figures:
        told = re.findall(figure.pattern, report, re.MULTILINE)
        if len(told) != 1:
            found.append(f"the report tells {figure.about} {len(told)} times instead of once")
            continue
        shown = numbers((told[0],) if isinstance(told[0], str) else told[0])
        if shown != figure.truth:
            found.append(f"{figure.about}: the report says {_list(shown)}, people did {_list(figure.truth)}")
    return found


def figures(script: Script, faces: Mapping[str, Face], asked: Collection[Nudge]) -> list[Figure]:
    """All figures that the report must tell."""
    return [
        *_people(script, faces),
        *(figure for session in script.sessions for figure in _session(session)),
        *_feedback(script),
        *_programme(script),
        *became(script),
        *_pledges(script, asked),
    ]


def _people(script: Script, faces: Mapping[str, Face]) -> Iterator[Figure]:
    came = [faces[who] for who in script.attending]
    people = (len(script.sessions), len(came), len({face.sector for face in came}))
    told = shape(
        "{sessions}, {champions} from {sectors}.",
        sessions=shape("{n} session", "{n} sessions"),
        champions=shape("{n} champion", "{n} champions"),
        sectors=shape("{n} sector", "{n} sectors"),
    )
    yield Figure("sessions, champions and sectors", f"^{told}", people)
    counts = Counter(face.perspective for face in came)
    few, alone = _few(counts), set(counts)
    if few:
        names = r"[^,\n]*".join(re.escape(said(each)) for each in sorted(few))
        together = shape("{names} together {number}", names=names, number=NUMBER)
        yield Figure(f"people of {' and '.join(sorted(few))}", together, (sum(counts[each] for each in few),))
        alone -= few
    for perspective in sorted(alone):
        known = shape("{name} {number}", name=re.escape(said(perspective)), number=NUMBER)
        yield Figure(f"people of {perspective}", rf"\b{known}", (counts[perspective],))


def _few(counts: Counter[str]) -> set[str]:
    """Lines of fewer than five, with the next smallest: nobody subtracts to the few."""
    rising = sorted(counts, key=lambda each: (counts[each], each))
    small = [number for number in counts.values() if number < FEWEST]
    is_open = len(small) < sum(small) < (FEWEST - 1) * len(small)  # their sum tells none of them
    more = 0 if not small or (sum(small) >= FEWEST and is_open) else 1
    return set(rising[: len(small) + more])


def _session(session: Session) -> Iterator[Figure]:
    # The figures of a session stand in the lines below its title, which also says when it was.
    begins = session.begins
    weekday, month = said(f"{begins:%A}"), said(f"{begins:%B}")
    day = {"weekday": weekday, "day": str(begins.day), "month": month, "year": str(begins.year)}
    when = shape("{day} at {time} UTC", day=shape("{weekday} {day} {month} {year}", **day))
    head, line = rf"^{re.escape(session.title)}\n{when}\n", r"[^\n]*\n"
    came, answers = len(session.attending), [pressed[-1] for pressed in session.closing.values()]
    willing, formed = answers.count(YES), _formed(session.kept_ideas)
    name = f"“{session.title}”"
    attended = shape("Attended: {n} champion", "Attended: {n} champions")
    yield Figure(f"attendance of {name}", head + attended + "$", (came,))
    forms = shape("Formed: {ideas}, {collaborations}", **_so_many(formed))
    yield Figure(
        f"ideas and collaborations of {name}", head + line + forms + "$", tuple(filter(None, formed))
    )
    shares = shape("Will do one thing differently: {shares}", shares=f"{of_answered()}, {of_attended()}")
    truth: tuple[int, ...] = (*_share(willing, len(answers)), *_share(willing, came))
    if len(answers) - willing < FEWEST:  # then the few who said no are not counted
        about = shape("all but 0–4 of the {whole} who answered", whole=NUMBER)
        shares, truth = shape("Will do one thing differently: {shares}", shares=about), (len(answers),)
    yield Figure(f"the willing of {name}", head + line + line + shares + "$", truth)


def _feedback(script: Script) -> Iterator[Figure]:
    """Of sessions whose closing question has closed, because the next one has begun."""
    for session in script.sessions[:-1]:
        below = rf"^{re.escape(session.title)}\n"
        for number, (line, share) in enumerate(endings.shares(session), start=1):
            about = f"line {number} of how “{session.title}” was"
            yield Figure(about, f"{below}{line}$", _share(*share))
            below += line.replace(NUMBER, "[0-9]+") + r"\n"


def _programme(script: Script) -> Iterator[Figure]:
    kept = [idea for idea in script.ideas if not idea.withdrawn]
    formed = shape("{ideas} and {collaborations}", ideas=shape(*IDEAS), collaborations=shape(*TOGETHER))
    total = rf"^{shape('What was formed')}\n{formed}$"
    yield Figure("ideas and collaborations of the programme", total, _formed(kept))
    answers = list(script.closing.values())
    willing = answers.count(YES)
    head = rf"^{shape('Will do at least one thing differently')}\n"
    answered = rf"{head}{of_answered()}$"
    yield Figure("the willing of those who answered", answered, _share(willing, len(answers)))
    attended = rf"{head}[^\n]*\n{of_attended()}$"
    yield Figure("the willing of all who attended", attended, _share(willing, len(script.attending)))


def became(script: Script) -> list[Figure]:
    """What two sides work on, and whether what is done has worked; told where there are enough of them."""
    together = shape(
        "{n} idea that two sides work on: both said yes, and neither says that it is over",
        "{n} ideas that two sides work on: both said yes, and neither says that it is over",
    )
    ideas = sum(idea.works_together for idea in script.ideas)
    effects, done = {"helped": HELPED, "same": SAME, "harm": HARM}, script.body.done
    judged = shape(
        "Did it work? Of {n} idea that was done people say: it helped: {helped}, no change: {same}, "
        "it did harm: {harm}",
        "Did it work? Of {n} ideas that were done people say: it helped: {helped}, no change: {same}, "
        "it did harm: {harm}",
        **dict.fromkeys(effects, NUMBER),
    )
    return [
        Figure("ideas that two sides work on", f"^{together}$", (ideas,)),
        Figure(
            "whether what is done has worked",
            f"^{judged}$",
            (1, *(done.number(pressed) for pressed in effects.values())),
        ),
    ]


def _pledges(script: Script, asked: Collection[Nudge]) -> Iterator[Figure]:
    pledges = script.pledges
    people = len({pledge.who for pledge in pledges})
    made = shape(
        "{pledges} by {people}",
        pledges=shape("{n} pledge", "{n} pledges"),
        people=shape("{n} person", "{n} people"),
    )
    yield Figure("pledges and who made them", f"^{made}$", (len(pledges), people))
    standings = Counter(standing(pledge, asked) for pledge in pledges)
    of_all = shape("{number} ({percent} % of all pledges)", number=NUMBER, percent=NUMBER)
    few = _few(Counter({line: standings[line] for line in TOLD if standings[line]}))
    for line in LINES:
        truth = (standings[line], _percent(standings[line], len(pledges)))
        if line not in few:
            yield Figure(f"pledges: {line}", f"^{shape(f'{line}: {{share}}', share=of_all)}$", truth)
    if few:
        number = sum(standings[line] for line in few)
        names = r"[^,\n]*".join(re.escape(said(line)) for line in LINES if line in few)
        together = shape("{names} together: {share}", names=names, share=of_all)
        truth = (number, _percent(number, len(pledges)))
        yield Figure(f"pledges: {' and '.join(sorted(few))}", f"^{together}$", truth)


def _formed(ideas: Collection[Idea]) -> tuple[int, int]:
    kinds = Counter(idea.kind for idea in ideas)
    return kinds[CHANGE], kinds[COLLABORATION]


def _so_many(formed: tuple[int, int]) -> dict[str, str]:
    """How so many ideas and collaborations are told: of none, no number."""
    ideas, together = formed
    return {
        "ideas": shape(*IDEAS) if ideas else shape("no change ideas"),
        "collaborations": shape(*TOGETHER) if together else shape("no collaborations"),
    }


def _share(part: int, whole: int) -> tuple[int, int, int]:
    return _percent(part, whole), part, whole


def _percent(part: int, whole: int) -> int:
    """Rounded half up, as people round."""
    return int(Fraction(100 * part, whole) + Fraction(1, 2))


def _list(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
