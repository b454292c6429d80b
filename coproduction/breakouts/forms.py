"""What a facilitator asks of a breakout round, and a group writes of it: read from what was typed."""

from collections.abc import Iterable

from coproduction.breakouts import Part
from coproduction.errors import Refusal
from coproduction.grouping import Voices
from coproduction.numbers import whole_in
from coproduction.texts import optional, required
from coproduction.words import Text

SMALLEST, LARGEST = 2, 20  # people in a group
USUAL_SIZE = "5"  # as a form begins with it
MOST_GROUPS = 100
PROMPT_LENGTH = 3_000  # of all prompts of a round together: what one field of a form holds
NAME_LENGTH = 60
WORD_LENGTH = 1_000
MOST_ROUNDS = 6
LONGEST = 120  # minutes
_NOT_BOTH = Text("Please say how many groups, or how many people in each, and not both. Leave one empty.")


def size_of(text: str) -> int:
    """The wanted group size, or a Refusal."""
    return _number(
        text,
        SMALLEST,
        LARGEST,
        "size",
        Text(
            'A group can have {least} to {most} people. For example: {/breakout} 5 "What would help?" '
            'Do you mean how many groups? Type: {/breakout} 6 groups "What would help?"',
            least=SMALLEST,
            most=LARGEST,
        ),
    )


def count_of(text: str, size: str = "") -> int:
    """How many groups are wanted, 0 when a size is, or a Refusal; also where a `size` was chosen too."""
    if text.strip() and size.strip() not in ("", USUAL_SIZE):
        raise Refusal(_NOT_BOTH, "groups")
    words = Text(
        "There can be 1 to {most} groups. Without a number I go by the size of a group.", most=MOST_GROUPS
    )
    return _number(text, 1, MOST_GROUPS, "groups", words) if text.strip() else 0


def minutes_of(text: str) -> int | None:
    """How many minutes a round lasts, None when nothing is wanted, or a Refusal."""
    words = Text("A round can last 1 to {most} minutes. Without a number it has no clock.", most=LONGEST)
    return _number(text, 1, LONGEST, "minutes", words) if text.strip() else None


def rounds_of(text: str) -> int:
    """How many rounds are planned together, or a Refusal."""
    words = Text("You can plan 1 to {most} rounds at once.", most=MOST_ROUNDS)
    return _number(text.strip() or "1", 1, MOST_ROUNDS, "rounds", words)


def prompts_of(texts: Iterable[str]) -> tuple[str, ...]:
    """What the groups talk about, or a Refusal."""
    kept = tuple(filter(None, (_prompt(text) for text in texts)))
    required(
        "\n".join(kept),
        most=PROMPT_LENGTH,
        field="prompt",
        empty=Text('Groups need something to talk about, for example: {/breakout} 5 "What would help?"'),
        lines=True,
    )
    return kept


def _prompt(text: str) -> str | None:
    return optional(text, most=PROMPT_LENGTH, field="prompt", lines=True)


def names_of(text: str) -> tuple[str, ...]:
    """The names of rooms, one on each line, or a Refusal."""
    kept = (optional(line, most=NAME_LENGTH, field="names") for line in text.splitlines())
    names = tuple(filter(None, kept))
    if len(names) > MOST_GROUPS or len(set(names)) < len(names):
        raise Refusal("Please give each room a name of its own, at most {most}.", "names", most=MOST_GROUPS)
    return names


def voices_of(text: str) -> Voices:
    """What matters more where few speak from lived experience, or a Refusal."""
    if text.strip() not in set(Voices):
        raise Refusal("Please choose what matters more.", "voices")
    return Voices(text.strip())


def word_of(text: str | None, part: Part) -> str | None:
    """What a group brings back, None when nothing was written, or a Refusal."""
    return optional(text, most=WORD_LENGTH, field=part.value, lines=True)


def _number(text: str, least: int, most: int, field: str, words: Text) -> int:
    number = whole_in(text, least, most)
    if number is None:
        raise Refusal(words, field)
    return number
