"""The script: who does what, as data."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from story.agendas import Plan
from story.bodies import AGREES, Body, Says
from story.mishaps import Absence, Outage, Removal
from story.shaping import ScriptFault, shaped

SHIPPED = Path(__file__).with_name("script.json")

CHANGE, COLLABORATION = "change idea", "collaboration"
YES = "Yes"
ENDS_BY_ITSELF = timedelta(hours=12)  # after it began, when nobody has ended it


@dataclass(frozen=True)
class CheckIn:
    """One person's arrival: checking in is what attending means."""

    who: str
    mood: int
    word: str | None = None
    named: bool = True
    changes_to: int | None = None  # another mood, a little later
    needs: str | None = None  # what would help them to take part, as they say in their profile
    offers: str | None = None  # with what they can help others

    @property
    def last_mood(self) -> int:
        """What counts."""
        return self.changes_to or self.mood


@dataclass(frozen=True)
class Breakout:
    """One breakout round, and who has gone before it begins; later rounds welcome them back.

    Who is late checks in only now: `before_go`, when the facilitator has seen groups without them, or
    `meanwhile`, when the groups talk already.
    """

    size: int
    prompt: str
    absent: tuple[str, ...] = ()
    before_go: tuple[str, ...] = ()
    meanwhile: tuple[str, ...] = ()

    @property
    def late(self) -> tuple[str, ...]:
        """Everybody who comes late to the session, in this round."""
        return (*self.before_go, *self.meanwhile)


@dataclass(frozen=True)
class Idea:
    """An idea, how it comes in, and who stands behind it."""

    who: str
    how: str  # typed, form, anonymous, shortcut, bulb
    kind: str
    text: str
    by: tuple[str, ...] = ()  # who saves the message with the shortcut, or puts a bulb on it
    supporters: tuple[str, ...] = ()
    pressed_twice: tuple[str, ...] = ()  # of the supporters: a double click
    took_back: tuple[str, ...] = ()  # supported it and thought again
    partners: tuple[Says, ...] = ()  # are asked to work on it with its author, and say so weeks later
    withdrawn: bool = False

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody may learn whose it is."""
        return self.how == "anonymous"

    @property
    def works_together(self) -> bool:
        """Whether anybody works on it with its author."""
        return any(each.presses == AGREES for each in self.partners)


@dataclass(frozen=True)
class Ask:
    """Something typed that must be answered with this text of the bot's, to that person alone.

    `about` is what stands in places of the text; without one it may be anything.
    """

    who: str
    types: str
    hears: str
    about: dict[str, str] | None = None


@dataclass(frozen=True)
class Poll:
    """A poll as it is typed, what it shows, and which buttons each person presses, in order."""

    types: str
    question: str
    options: tuple[str, ...]
    votes: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class TenCards:
    """Ten cards over the ideas of a session, and what each person says of every one that they are shown."""

    question: str
    says: dict[str, str]  # Helps, Not sure, Does not help


@dataclass(frozen=True)
class Said:
    """What somebody answers to the further questions at a session's end; anything may be left out."""

    who: str
    heard: int | None = None
    before: int | None = None
    now: int | None = None
    worked: str = ""
    to_change: str = ""


@dataclass(frozen=True)
class Session:
    """One session from start to end."""

    title: str
    begins: datetime
    facilitator: str
    check_ins: tuple[CheckIn, ...]
    breakouts: tuple[Breakout, ...]
    ideas: tuple[Idea, ...]
    asks: tuple[Ask, ...]
    poll: Poll
    closing: dict[str, tuple[str, ...]]  # as a poll's votes
    is_left_open: bool = False  # nobody ends it
    ten_cards: TenCards | None = None
    said: tuple[Said, ...] = ()  # to the further questions at its end
    plan: Plan | None = None  # with which it begins

    @property
    def closes(self) -> datetime:
        """When people are asked the closing question, but for the two hours of a session."""
        by_itself = self.plan.closes(self.begins.date()) if self.plan else self.begins + ENDS_BY_ITSELF
        return by_itself if self.is_left_open else self.begins

    @property
    def attending(self) -> tuple[str, ...]:
        """Everybody who checks in."""
        return tuple(each.who for each in self.check_ins)

    @property
    def on_time(self) -> tuple[str, ...]:
        """Who checks in before the first round."""
        return self.came_by(0)

    def came_by(self, number: int) -> tuple[str, ...]:
        """Who has checked in by the end of round `number`."""
        late = {who for later in self.breakouts[number:] for who in later.late}
        return tuple(who for who in self.attending if who not in late)

    def expected(self, number: int) -> tuple[str, ...]:
        """Who is told a group when round `number` begins: everybody but who was away in the one before."""
        away = self.breakouts[number - 2].absent if number > 1 else ()
        without = (*away, *self.breakouts[number - 1].meanwhile)
        return tuple(who for who in self.came_by(number) if who not in without)

    def here(self, number: int) -> tuple[str, ...]:
        """Who sits in a group in the end of round `number`."""
        return tuple(who for who in self.came_by(number) if who not in self.breakouts[number - 1].absent)

    @property
    def kept_ideas(self) -> tuple[Idea, ...]:
        """Those that nobody took back."""
        return tuple(idea for idea in self.ideas if not idea.withdrawn)


@dataclass(frozen=True)
class Pledge:
    """What somebody will do, and what they press on one nudge after the other; later ones stay unanswered."""

    who: str
    session: int  # which session it follows, from 1
    what: str
    how: str = "closing"  # the form that opens on Yes, or typed: /pledge
    by: date | None = None
    first_step: str | None = None
    replies: tuple[str, ...] = ()
    stops: str | None = None  # what they type just after pledging, so that they are never asked
    is_weekly: bool = False  # kept every week, from a week after the promise
    buddy: str = ""  # is asked, where its person has no Slack

    @property
    def asked(self) -> str:
        """Who is asked about it."""
        return self.buddy or self.who


@dataclass(frozen=True)
class Help:
    """A kind of help with taking part, who needs it, and who can give it."""

    kind: str
    needed_by: frozenset[str]
    given_by: frozenset[str]


@dataclass(frozen=True)
class Script:
    """The whole story."""

    about: str
    channel: str
    seed: int
    admin: str
    second_facilitator: str
    ends: datetime
    sessions: tuple[Session, ...]
    pledges: tuple[Pledge, ...]
    body: Body
    absences: tuple[Absence, ...] = ()
    removals: tuple[Removal, ...] = ()
    outages: tuple[Outage, ...] = ()
    restarts: tuple[datetime, ...] = ()  # in the weeks after: an operator stops it and starts it again
    without_slack: tuple[str, ...] = ()  # for whom whoever leads enters what they say

    @property
    def begins(self) -> datetime:
        """When its first session is planned, or begins."""
        plan = self.sessions[0].plan
        return plan.invitation.sent if plan and plan.invitation else self.sessions[0].begins

    @property
    def ideas(self) -> tuple[Idea, ...]:
        """All ideas of all sessions."""
        return tuple(idea for session in self.sessions for idea in session.ideas)

    @property
    def attending(self) -> frozenset[str]:
        """Everybody who came at all."""
        return frozenset(who for session in self.sessions for who in session.attending)

    @property
    def hosts(self) -> frozenset[str]:
        """Everybody who leads, lets others or decides."""
        return frozenset(
            {
                self.admin,
                self.second_facilitator,
                self.body.who,
                *(session.facilitator for session in self.sessions),
            }
        )

    @property
    def helps(self) -> tuple[Help, ...]:
        """Every kind of help that somebody needs, in the order in which it was said."""
        said = [each for session in self.sessions for each in session.check_ins]
        return tuple(
            Help(
                kind,
                frozenset(each.who for each in said if each.needs == kind),
                frozenset(each.who for each in said if each.offers == kind),
            )
            for kind in dict.fromkeys(each.needs for each in said if each.needs)
        )

    @property
    def closing(self) -> dict[str, str]:
        """Each person's latest answer to the closing question."""
        return {who: pressed[-1] for session in self.sessions for who, pressed in session.closing.items()}


def read(path: Path = SHIPPED) -> Script:
    """The script in a file, or a ScriptFault."""
    try:
        whole = json.loads(path.read_text("utf-8"))
    except ValueError as fault:
        raise ScriptFault(f"{path.name} is not JSON: {fault}") from None
    return shaped(Script, whole, "script")
