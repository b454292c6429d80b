"""What a facilitator asks, read from what they typed after /poll or filled into its form."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

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
from coproduction.service.pollforms import MOST_QUESTIONS, Asked, field_of
from coproduction.service.polls import PollForm
from coproduction.words import Text, listed
from handlers import ready, unplaced
from handlers.edge.flags import Led, leading
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
    # translators: these three as people type them, in each gender and number, apart by semicolons
    Level.ANONYMOUS.value: Text("anonymous; anonymously"),
    Level.CONFIDENTIAL.value: Text("confidential; confidentially"),
    Level.NAMED.value: Text("named; with name"),
    _LIVE: Text("live"),
    "limit": Text("limit"),  # translators: what people type, in one word, as in: limit 2
    "dots": Text("dots"),
    "scale": Text("scale"),
    "rank": Text("rank"),
    "yesno": Text("yesno"),  # translators: for yes or no, as people type it, apart by semicolons
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
_IN_QUOTES = Text(
    "Please put the question and each answer in quotes, for example: "
    '{/poll} "When to meet?" "Morning" "Evening"'
)
_BEHIND = Text(
    "“{typed}” stands behind the quotes. Please write it before the question, "
    'like this: {/poll} {typed} "Question" "A" "B"'
)
_ONE_GROUP = Text(
    "A poll asks everybody, or those who checked in, or one part of them. Please write only one of these."
)
_HOW = Text(
    "Words before the question say how you ask.\n"
    "How closely people are tied to it: confidential, anonymous, named.\n"
    "When all see the totals: live.\n"
    "How people answer: limit 2 (choose up to two), yesno, scale (1 to 5) or scale 10 (0 to 10), "
    "beforenow (1 to 5, before and now), dots 5 (five to share out), rank (the first three), text (their own "
    "words).\n"
    'For example: {/poll} anonymous yesno "Do you feel heard?"\n'
    "I have some questions ready. Who has a say here: {/poll} template power. How it was today: {/poll} "
    'template end. What matters most of what you list: {/poll} template priorities "Park" "Hall" "School"'
)
_ENDS = Text(
    "A poll can close by itself. At a time: for 5m, 2h or 3 days. When all have answered: until all.\n"
    "You can ask only some: checked in. Or a part of them: {groups}.\n"
    "People can add options where you write: add.\n"
    'For example: {/poll} checked in, until all, for 10m "When?" "Today" "Soon"',
    groups=listed(PERSPECTIVE_NAMES.values()),
)
_FORM = Text("{/poll} alone opens a form, with a preview and with templates. Or type all of it in one line.")
EXPLAINED = Text("{form}\n{how}\n{ends}", form=_FORM, how=_HOW, ends=_ENDS)


def lines(form: Submission, place: int = 0) -> list[str]:
    """The options of a question in a form, one on each line; none where the form does not ask for them."""
    written = form.required(field_of("options", place))
    return [line for line in written.splitlines() if line.strip()]


def further(form: Submission) -> Iterator[Asked]:
    """The further questions in a form of several, by place, with the words that stand in it."""
    there = [place for place in range(1, MOST_QUESTIONS) if field_of("question", place) in form.values]
    for place in range(1, max(there, default=0) + 1):
        yield Asked(form.required(field_of("question", place)), lines(form, place))


def typed(words: str) -> PollForm:
    """Before the quotes stand flags or the question; words that nobody can place are given back."""
    before, pieces, others = apart(words)
    led = leading(before, FLAGS, _NUMBERED, _LASTS)
    if others:
        raise _outside(others)
    if ready.is_template(led.rest):
        return _ready(led, pieces)
    if led.rest and _LASTS in led.flags:
        unplaced.refuse_second_length(led.rest, leading(led.rest, FLAGS, _NUMBERED, _LASTS).rest)
    if led.rest:
        unplaced.require_question(led.rest, pieces, FLAGS)
    if pieces and led.rest:
        led, pieces = _unquoted(before, led, pieces)
    kind, most = _kind(led)
    if not pieces and not QUESTIONS[kind].has_options:  # which needs no quotes
        pieces = [led.rest]
    if led.rest and not pieces:
        raise Refusal(_IN_QUOTES)
    question, *options = pieces or [""]
    level = _level(led) or Level.CONFIDENTIAL
    return _ending(led, PollForm(question, options, "", kind, level, _LIVE in led.flags, most))


def _outside(words: Sequence[str]) -> Refusal:
    """What is said of words behind or between the quotes; they may be flags in the wrong place."""
    are_flags = all(not leading(each, FLAGS, _NUMBERED, _LASTS).rest for each in words)
    return Refusal(_BEHIND.filled(typed=" ".join(words)) if are_flags else _IN_QUOTES)


def _unquoted(before: str, led: Led, pieces: list[str]) -> tuple[Led, list[str]]:
    """The question without quotes, before what people choose from; it may begin with a word that could be a
    flag. Where it begins anew, with a capital letter, the flags before it are flags. A Refusal where it is
    not sure that the poll would be as secret as it was meant.
    """
    begins = led.rest.lstrip("¿¡")[:1].isupper() and not before[:1].isupper()
    if led.flags and begins:
        return replace(led, rest=""), [led.rest, *pieces]
    if any(level in led.flags for level in Level):
        raise Refusal(_IN_QUOTES)
    return Led({}, ""), [before, *pieces]


def _ready(led: Led, pieces: Sequence[str]) -> PollForm:
    """A template, with the flags that stand before and after its name."""
    name, rest, pieces = ready.named(led.rest, pieces)
    later = leading(rest, FLAGS, _NUMBERED, _LASTS)
    led = Led({**led.flags, **later.flags}, later.rest, {**led.said, **later.said})
    kind, most = _kind(led)
    level, kind_said = _level(led), next((led.said[flag] for flag in led.flags if flag in _KINDS), "")
    level_said = led.said[level] if level else ""
    wanted = kind if kind_said else None
    typed = ready.Typed(level, _LIVE in led.flags, wanted, most, led.rest, pieces, level_said, kind_said)
    return _ending(led, ready.asked(name, typed))


def _ending(led: Led, form: PollForm) -> PollForm:
    """The same, with how it ends, who may answer and whether it can grow."""
    return replace(
        form,
        minutes=led.flags.get(_LASTS),
        closes_when_all=_ALL in led.flags,
        invited=Invited(_one(led.flags, _INVITED, _ONE_GROUP) or Invited.EVERYBODY),
        may_add=_ADD in led.flags,
    )


def _level(led: Led) -> Level | None:
    """The one level that these flags name, if any; or a Refusal."""
    level = _one(led.flags, Level, _ONE_LEVEL)
    return Level(level) if level else None


def _one(flags: Iterable[str], among: Iterable[str], otherwise: Text) -> str | None:
    """The only one of these flags, None when there is none; or a Refusal when there are several."""
    named = [flag for flag in flags if flag in set(among)]
    if len(named) > 1:
        raise Refusal(otherwise)
    return named[0] if named else None


def _kind(led: Led) -> tuple[str, int | None]:
    """The kind of question that these flags name, and the number beside its options."""
    named = [flag for flag in led.flags if flag in _KINDS]
    if len(named) > 1:
        raise Refusal(_ONE_KIND.filled(words=listed(led.said[flag] for flag in named)))
    if "scale" not in named:
        return (_KINDS[named[0]], led.flags[named[0]]) if named else (CHOICE, None)
    if led.flags["scale"] not in _SCALES:
        raise Refusal(_TWO_SCALES)
    return _SCALES[led.flags["scale"]], None
