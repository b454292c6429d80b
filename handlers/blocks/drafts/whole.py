"""How all questions of a poll are asked together: level, results, end, who may answer."""

from collections.abc import Mapping

from coproduction import levels
from coproduction.drafts import (
    HIDDEN,
    LIVE,
    Composed,
    can_be_anonymous,
)
from coproduction.levels import Level
from coproduction.people import PERSPECTIVE_NAMES
from coproduction.pollends import LONGEST, LONGEST_ANONYMOUS, TAKES_OPTIONS
from coproduction.polls import (
    OPEN_TEXT,
    Invited,
)
from coproduction.service.drafts import Composing
from coproduction.words import Text, several
from handlers.blocks.drafts.fields import flag, heard
from handlers.blocks.fields import choice, menu
from handlers.blocks.kit import (
    Block,
    context,
)
from handlers.voice import Voice

LEVELS = {
    Level.CONFIDENTIAL: Text("Confidential: in the end I keep just totals"),
    Level.ANONYMOUS: Text("Anonymous: nobody can see who chose what"),
    Level.NAMED: Text("Named: who chose what"),
}
BY_HAND, CLOSED_BY_HAND = "0", Text("When you close it")
_HOUR, _DAY = 60, 24 * 60
IN_SESSION, BETWEEN = (5, 10, 15, 30, _HOUR), (_HOUR, _DAY, 3 * _DAY, 7 * _DAY, 14 * _DAY)
TRACEABLE = Text(
    "While it is open, Slack and the people who run this app could still look up who chose what. "
    "A copy of my data that is made then can show it, too."
)
_CAME = Text("This came with the template. Before, you had another one. You can change it.")
_UNFIT = Text("Several, dots and ranks cannot be anonymous. Their result could give somebody away.")


def whole(say: Voice, composing: Composing, composed: Composed) -> list[Block]:
    """How all questions are asked together: level, results, end, and who may answer."""
    is_live = composing.session is not None
    latest = say(at_the_latest(composed.level, is_live=is_live))
    closing, initial = _ends(say, composed, is_live=is_live), composed.minutes or BY_HAND
    ends = menu(say, "minutes", say("When it closes"), closing, initial=initial, hint=latest)
    return [
        *_level(say, composing, composed),
        *([] if _hides(composed) else [_results(say, composed)]),
        ends,
        *(_invited(say, composed) if is_live else []),
        *_adding(say, composed),
    ]


def _level(say: Voice, composing: Composing, composed: Composed) -> list[Block]:
    """The levels that these questions can have, and the plain line of the one that is chosen."""
    fits = can_be_anonymous(composed)
    levels = {each.value: say(words) for each, words in LEVELS.items() if fits or each is not Level.ANONYMOUS}
    # Where a level less is offered it is another field: Slack would keep what was chosen in this one.
    field = "level" if fits else "level.few"
    chosen = choice(say, field, say("What I keep"), levels, initial=composed.level)
    came = [context(say(_CAME))] if composing.is_level_new else []
    lines = [*came, context(promise_of(say, composed))]
    if composed.level == Level.ANONYMOUS:
        lines.append(context(say(TRACEABLE)))
    if not fits:
        also = say("So I made the poll confidential.") if composing.composed.level == Level.ANONYMOUS else ""
        lines.append(context(f"{say(_UNFIT)} {also}".strip()))
    return [heard(chosen), *lines]


def promise_of(say: Voice, composed: Composed) -> str:
    """The plain line of the chosen level."""
    writes = {question.kind == OPEN_TEXT for question in composed.questions}
    level = Level(composed.level)
    return say(levels.promise_of(level, choose=False in writes, write=True in writes).whole)


def _hides(composed: Composed) -> bool:
    """Whether results stay hidden in any case, so there is nothing to choose."""
    return composed.level == Level.ANONYMOUS or any(each.kind == OPEN_TEXT for each in composed.questions)


def _results(say: Voice, composed: Composed) -> Block:
    results = {HIDDEN: say("When the poll closes"), LIVE: say("All the time")}
    return choice(say, "results", say("When everybody sees the totals"), results, initial=composed.results)


def _ends(say: Voice, composed: Composed, *, is_live: bool) -> dict[str, str]:
    """When it may close, in minutes."""
    offered = set(IN_SESSION if is_live else BETWEEN)
    if composed.minutes.isdecimal() and int(composed.minutes):
        offered.add(int(composed.minutes))
    return {
        BY_HAND: say(CLOSED_BY_HAND),
        **{str(minutes): say(after(minutes)) for minutes in sorted(offered)},
    }


def at_the_latest(level: str, *, is_live: bool) -> Text:
    """When a poll closes at the latest, whatever was chosen."""
    if is_live:
        return Text("At the latest, it closes when the session ends.")
    days = (LONGEST_ANONYMOUS if level == Level.ANONYMOUS else LONGEST).days
    return Text("No session closes it. At the latest, it closes after {days} days.", days=days)


def after(minutes: int) -> Text:
    """A length in words."""
    if minutes % _DAY == 0:
        return several(minutes // _DAY, "After {n} day", "After {n} days")
    if minutes % _HOUR == 0:
        return several(minutes // _HOUR, "After {n} hour", "After {n} hours")
    return several(minutes, "After {n} minute", "After {n} minutes")


def invited_names() -> Mapping[str, Text]:
    """Who may be asked, by the value of the choice."""
    of_those = {
        each.value: Text("Of those who checked in: {perspective}", perspective=words)
        for each, words in PERSPECTIVE_NAMES.items()
    }
    return {
        Invited.EVERYBODY.value: Text("Everybody in this channel"),
        Invited.CHECKED_IN.value: Text("Those who have checked in"),
        **of_those,
    }


def _invited(say: Voice, composed: Composed) -> list[Block]:
    names = {value: say(words) for value, words in invited_names().items()}
    asked = heard(menu(say, "invited", say("Who may answer"), names, initial=composed.invited))
    if composed.invited == Invited.EVERYBODY or composed.level == Level.ANONYMOUS:
        return [asked]
    closes = flag(
        "closes_when_all",
        say("When all have answered"),
        say("Close it then"),
        say("Even before the time is over."),
        is_on=composed.closes_when_all,
    )
    return [asked, closes]


def _adding(say: Voice, composed: Composed) -> list[Block]:
    can = len(composed.questions) == 1 and composed.here.kind in TAKES_OPTIONS
    if not can or composed.level == Level.ANONYMOUS:
        return []
    return [
        flag(
            "may_add",
            say("More options"),
            say("People may add options"),
            say("Everybody sees what they add."),
            is_on=composed.may_add,
        )
    ]
