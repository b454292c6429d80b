"""What a facilitator asks, read from what they typed after /poll or filled into its form."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import count

from coproduction.errors import Refusal
from coproduction.levels import Level
from coproduction.people import PERSPECTIVE_NAMES, Perspective
from coproduction.polls import (
    BEFORE_NOW,
    CHOICE,
    DOTS,
    OPEN_TEXT,
    RANKING,
    SCALE,
    SCALE_TEN,
    SEVERAL,
    YES_NO,
    Invited,
)
from coproduction.questions import KINDS as QUESTIONS
from coproduction.service.pollforms import Asked, field_of
from coproduction.service.polls import PollForm
from coproduction.words import Text, listed
from handlers import ready
from handlers.edge.flags import leading
from handlers.edge.heard import Submission
from handlers.edge.typed import apart

_LIVE = "live"
_KINDS = {  # what each says of the kind of question
    "limit": SEVERAL,
    "dots": DOTS,
    "scale": SCALE,
    "rank": RANKING,
    "yesno": YES_NO,
    "beforenow": BEFORE_NOW,
    "text": OPEN_TEXT,
}
_NUMBERED = ("limit", "dots", "scale")
_LASTS, _ALL, _ADD = "for", "all", "add"
_INVITED = {
    Invited.CHECKED_IN.value: Text("checked in"),  # translators: people who are, as others type it
    Invited.LIVED.value: PERSPECTIVE_NAMES[Perspective.LIVED],
    Invited.FRONT_LINE.value: PERSPECTIVE_NAMES[Perspective.FRONT_LINE],
    Invited.GOVERNING.value: PERSPECTIVE_NAMES[Perspective.GOVERNING],
}
FLAGS = {
    Level.ANONYMOUS.value: Text("anonymous"),
    Level.CONFIDENTIAL.value: Text("confidential"),
    Level.NAMED.value: Text("named"),
    _LIVE: Text("live"),
    "limit": Text("limit"),  # translators: what people type, in one word, as in: limit 2
    "dots": Text("dots"),
    "scale": Text("scale"),
    "rank": Text("rank"),
    "yesno": Text("yesno"),  # translators: one word for yes or no, without an accent
    "beforenow": Text("beforenow"),  # translators: one word for before and now, as people type it
    "text": Text("text"),
    _ADD: Text("add"),
    _ALL: Text("until all; when all"),  # translators: have answered; what people type, apart by semicolons
    **_INVITED,
}
_SCALES = {None: SCALE, 5: SCALE, 10: SCALE_TEN}
_ONE_LEVEL = Text("A poll is anonymous, confidential or named. Please write only one of these words.")
_ONE_KIND = Text("A poll asks in one way. Please write only one of these words: {words}.")
_TWO_SCALES = Text("A scale goes from 1 to 5, or from 0 to 10. Please write “scale” or “scale 10”.")
_UNKNOWN = Text(
    "I do not know what “{words}” means here, so I have asked nothing. Please put the question in quotes, "
    "or check the word before it."
)
_IN_QUOTES = Text(
    "Please put the question and each answer in quotes, for example: "
    '{/poll} "When to meet?" "Morning" "Evening"'
)
_ONE_GROUP = Text(
    "A poll asks everybody, or those who checked in, or one part of them. Please write only one of these."
)
_HOW = Text(
    "Words before the question say how you ask. How closely people are tied to it: confidential, anonymous, "
    "named. When all see the totals: live. How people answer: limit 2 (choose up to two), yesno, scale "
    "(1 to 5) or scale 10 (0 to 10), beforenow (1 to 5, before and now), dots 5 (five to share out), rank "
    '(the first three), text (their own words). For example: {/poll} anonymous yesno "Do you feel heard?" '
    "I have some questions ready. Who has a say here: {/poll} template power. How it was today: {/poll} "
    'template end. What matters most of what you list: {/poll} template priorities "Park" "Hall" "School"'
)
_ENDS = Text(
    "A poll can close by itself. At a time: for 5m, 2h or 3 days. When all have answered: until all. "
    "You can ask only some: checked in. Or a part of them: {groups}. "
    "People can add options where you write: add. "
    'For example: {/poll} checked in, until all, for 10m "When?" "Today" "Soon"',
    groups=listed(PERSPECTIVE_NAMES.values()),
)
EXPLAINED = Text("{how}\n{ends}", how=_HOW, ends=_ENDS)


def lines(form: Submission, place: int = 0) -> list[str]:
    """The options of a question in a form, one on each line."""
    written = form.required(field_of("options", place))
    return [line for line in written.splitlines() if line.strip()]


def further(form: Submission) -> Iterator[Asked]:
    """The further questions in a form of several, with the words that stand in it."""
    for place in count(1):
        if (name := field_of("question", place)) not in form.values:
            return
        yield Asked(form.required(name), lines(form, place))


def typed(words: str) -> PollForm:
    """Before the quotes stand flags or the question; words that nobody can place are given back."""
    before, pieces, others = apart(words)
    flags, rest = leading(before, FLAGS, _NUMBERED, _LASTS)
    if others:
        raise Refusal(_IN_QUOTES)
    if ready.is_template(rest):
        return _ready(flags, rest, pieces)
    if pieces and rest and _is_misspelt(rest, pieces):
        raise Refusal(_UNKNOWN.filled(words=rest))
    if pieces and rest:  # it is the question, which begins with a word that could be a flag
        flags, pieces = {}, [before, *pieces]
    kind, most = _kind(flags)
    if not pieces and not QUESTIONS[kind].has_options:  # which needs no quotes
        pieces = [rest]
    question, *options = pieces or [""]
    level = _level(flags) or Level.CONFIDENTIAL
    return _ending(flags, PollForm(question, options, "", kind, level, _LIVE in flags, most))


def _ready(flags: Mapping[str, int | None], words: str, pieces: Sequence[str]) -> PollForm:
    """A template, with the flags that stand before and after its name."""
    name, rest = ready.named(words)
    later, rest = leading(rest, FLAGS, _NUMBERED, _LASTS)
    flags = {**flags, **later}
    kind, most = _kind(flags)
    is_said = any(flag in _KINDS for flag in flags)
    typed = ready.Typed(_level(flags), _LIVE in flags, kind if is_said else None, most, rest, pieces)
    return _ending(flags, ready.asked(name, typed))


def _ending(flags: Mapping[str, int | None], form: PollForm) -> PollForm:
    """The same, with how it ends, who may answer and whether it can grow."""
    return replace(
        form,
        minutes=flags.get(_LASTS),
        closes_when_all=_ALL in flags,
        invited=Invited(_one(flags, _INVITED, _ONE_GROUP) or Invited.EVERYBODY),
        may_add=_ADD in flags,
    )


def _level(flags: Mapping[str, int | None]) -> Level | None:
    """The one level that these flags name, if any; or a Refusal."""
    level = _one(flags, Level, _ONE_LEVEL)
    return Level(level) if level else None


def _one(flags: Iterable[str], among: Iterable[str], otherwise: Text) -> str | None:
    """The only one of these flags, None when there is none; or a Refusal when there are several."""
    named = [flag for flag in flags if flag in set(among)]
    if len(named) > 1:
        raise Refusal(otherwise)
    return named[0] if named else None


def _is_misspelt(rest: str, pieces: Sequence[str]) -> bool:
    """Whether this is rather a flag than a question: no poll may be less secret than was meant."""
    return pieces[0].rstrip().endswith("?") or (" " not in rest and not rest.endswith(("?", ":")))


def _kind(flags: Mapping[str, int | None]) -> tuple[str, int | None]:
    """The kind of question that these flags name, and the number beside its options."""
    named = [flag for flag in flags if flag in _KINDS]
    if len(named) > 1:
        raise Refusal(_ONE_KIND.filled(words=listed(FLAGS[flag] for flag in named)))
    if "scale" not in named:
        return (_KINDS[named[0]], flags[named[0]]) if named else (CHOICE, None)
    if flags["scale"] not in _SCALES:
        raise Refusal(_TWO_SCALES)
    return _SCALES[flags["scale"]], None
