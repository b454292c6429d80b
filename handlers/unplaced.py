"""Words before a question that nobody can place: all of them are given back, with what was probably meant."""

from collections.abc import Iterable, Mapping, Sequence

from coproduction.durations import DAYS, FOR, HOURS, MINUTES, WEEKS, minutes_at_the_start, spellings
from coproduction.errors import Refusal
from coproduction.levels import Level
from coproduction.numbers import number_in
from coproduction.people import PERSPECTIVE_NAMES
from coproduction.phrases import words_in
from coproduction.pollends import LONGEST
from coproduction.polls import FEWEST
from coproduction.questioning import Question, question_in
from coproduction.words import LANGUAGES, Text, listed
from handlers.edge.flags import spellings_of
from handlers.edge.nearest import ALIKE, nearest, nearest_start

_UNKNOWN = Text(
    "I do not know what “{words}” means here, so I have asked nothing. Please put the question in quotes, "
    "or check the word before it. Before the question I know these words: anonymous, confidential, named, "
    "live, limit 2, dots 5, scale, rank, yesno, beforenow, text, add, checked in, until all, for 5 minutes. "
    "To ask only one group: {groups}.",
    groups=listed(PERSPECTIVE_NAMES.values()),
)
_UNKNOWN_BEFORE = Text(
    "I do not know what “{words}” means here, so I have asked nothing. Please check it, or leave it out. "
    "Before the question I know these words: anonymous, confidential, named, live, limit 2, dots 5, scale, "
    "rank, yesno, beforenow, text, add, checked in, until all, for 5 minutes. "
    "To ask only one group: {groups}.",
    groups=listed(PERSPECTIVE_NAMES.values()),
)
_NEAR = Text(
    "I do not know what “{words}” means here, so I have asked nothing. Did you mean “{known}”? "
    "If it is part of the question, please put the whole question in quotes."
)
_NEAR_BEFORE = Text(
    "I do not know what “{words}” means here, so I have asked nothing. Did you mean “{known}”?"
)
_NO_LENGTH = Text(
    "I cannot read “{words}” as how long the poll is open, so I have asked nothing. "
    "Please write it like this: for 5 minutes, for 2 hours, for 3 days. "
    "It can be open for {most} days at most.",
    most=LONGEST.days,
)
_TWO_LENGTHS = Text("A poll is open for one length of time, and here are two. Please leave out “{words}”.")
_LONGER = Text("months month years year")  # translators: units of time we take none of, apart by spaces
_UNTIL = Text("until; till; by")  # translators: what people type before a time of day, apart by semicolons
_SECRET = (Level.ANONYMOUS.value, Level.CONFIDENTIAL.value)
UNNAMED = Text(  # translators: what people type who want nobody to be named, apart by semicolons
    "no names; no name; without names; without name; without a name; nameless; not named; unnamed; secret; "
    "secretly; private; privately; hidden names; names hidden"
)
_CLOSE = 0.8  # where it could be the question as well
_FEW_WORDS = 3  # more are rather a question than misspelt flags
_UNITS = (MINUTES, HOURS, DAYS, WEEKS)


def require_question(words: str, pieces: Sequence[str], known: Mapping[str, Text]) -> None:
    """Raises a Refusal unless words without quotes are surely the question, because they end or begin like
    one: no poll may be less secret than was meant. `pieces` are what stood in quotes behind them."""
    first = next(iter(pieces), "")
    is_headed = words.endswith(":") and len(pieces) <= FEWEST  # of more, the first may be the question
    is_asked = words.endswith("?") or is_headed or question_in(words) is not Question.NO
    has_question = first.rstrip().endswith("?") or (bool(first) and " " not in words and not is_asked)
    is_unsure = bool(first) and not is_asked
    if has_question or is_unsure or _is_near(words, known, is_asked=is_asked or not first):
        raise refused(words, known, is_quoted=has_question)


def refused(words: str, known: Mapping[str, Text], *, is_quoted: bool = False) -> Refusal:
    """What is said of words that nobody can place. `is_quoted`: the question stands in quotes behind them."""
    if _is_no_length(words):
        return Refusal(_NO_LENGTH.filled(words=words))
    meant = _unnamed(words, known) or _time_meant(words) or _flag_meant(words, known)
    near, unknown = (_NEAR_BEFORE, _UNKNOWN_BEFORE) if is_quoted else (_NEAR, _UNKNOWN)
    return Refusal(near.filled(words=words, known=meant) if meant else unknown.filled(words=words))


def _is_near(words: str, known: Mapping[str, Text], *, is_asked: bool) -> bool:
    """Whether it begins like a flag; what could well be a question, only where that would keep a secret."""
    if _unnamed(words, known) or nearest_start(words, _spelled(known, _SECRET), least=_CLOSE):
        return True
    if is_asked or len(words.split()) > _FEW_WORDS:
        return False
    least = ALIKE if words.islower() else _CLOSE  # a question begins with a capital letter
    return bool(_time_meant(words) or nearest_start(words, _spelled(known, known), least=least))


def _unnamed(words: str, known: Mapping[str, Text]) -> str | None:
    """What we call it, where these words begin by asking that nobody be named, in their language."""
    typed = " ".join(words_in(words))
    for language in LANGUAGES.values():
        said = (" ".join(words_in(each)) for each in language.pattern(UNNAMED).split(";"))
        if any(f"{typed} ".startswith(f"{each} ") for each in said):
            return language.pattern(known[Level.ANONYMOUS.value]).partition(";")[0]
    return None


def _flag_meant(words: str, known: Mapping[str, Text]) -> str | None:
    """The flag that is most like these words, as we write it rather than as it may be written, too."""
    ours = [
        language.pattern(each).partition(";")[0] for language in LANGUAGES.values() for each in known.values()
    ]
    return nearest_start(words, ours) or nearest_start(words, _spelled(known, known))


def _spelled(known: Mapping[str, Text], names: Iterable[str]) -> list[str]:
    return [spelling for name in names for spelling in spellings_of(known[name])]


def refuse_second_length(words: str, behind: str) -> None:
    """Raises a Refusal where these words say how long a poll is open, though others have said it before;
    `behind` is what stands behind them and is no flag."""
    if not behind and minutes_at_the_start(words)[0] is not None:
        raise Refusal(_TWO_LENGTHS.filled(words=words))


def _is_no_length(words: str) -> bool:
    """Whether it is a time that is no length in units that we know: "until 15:00", "for 2 months"."""
    first, *others = words.casefold().split()
    if first in spellings_of(_UNTIL):
        return any(sign.isdigit() for sign in words)
    return first in spellings(FOR) and any(each in spellings(_LONGER) for each in others[1:2])


def _time_meant(words: str) -> str | None:
    """A time whose unit is missing or misspelt, with a unit that we know: "for 5", "5 minuts"."""
    first, *others = words.casefold().split()
    for language in LANGUAGES.values():
        units = [unit for each in _UNITS for unit in language.pattern(each).split()]
        has_for = first in language.pattern(FOR).split()
        number, *behind = others if has_for and others else [first, *others]
        unit = nearest(behind[0], (unit for unit in units if len(unit) > 1)) if behind else None
        if number_in(number) is not None and (has_for or unit):
            meant = " ".join(filter(None, (first if has_for else "", number, unit or units[0])))
            return meant if minutes_at_the_start(meant)[0] and meant != words.casefold() else None
    return None
