"""The words of the questions that are ours: stored in English, and read by each person in their language.

We wrote all of them, and each asks one thing. Which are asked together: `coproduction.templates`.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from coproduction.words import LANGUAGES, Text

# The programme's headline. Its words never change, so that figures of all sessions can be compared.
CLOSING_QUESTION = Text("Will you do at least one thing differently for your community?")
END_OF_SESSION = Text("End of session")
POWER_CHECK = Text("Power check")
PRIORITIES = Text("Priorities")
CANDOUR_PULSE = Text("Candour pulse")

HEARD = Text("Did people listen to you today?")
UNDERSTAND = Text("I understand what matters to people here.")
WORKED = Text("What worked well today?")
TO_CHANGE = Text("What should we change next time?")
CANDOUR = Text("I could say what I really think here")  # asked in the check-in, and again at the end

VOICE = Text("Does your voice count here?")
WAYS = Text("Are there ways to take part that work for you?")
AGENDA = Text("Who decides what we talk about?")
CHANGES = Text("Will this change anything?")

MATTERS_MOST = Text("What matters most to us?")
HELP_MOST = Text("What would help most?")  # of ten cards, where nobody says another
WOULD_HELP = Text("Which of our ideas would help?")  # the same in an agenda

NOT_AT_ALL, VERY_MUCH = Text("Not at all"), Text("Very much")
A_FEW, ALL_OF_US = Text("A few people"), Text("All of us")
NOTHING, A_LOT = Text("Nothing"), Text("A lot")


def _by_english(texts: Iterable[Text]) -> Mapping[str, Text]:
    return {str(text): text for text in texts}


TITLES: Final = _by_english((END_OF_SESSION, POWER_CHECK, PRIORITIES, CANDOUR_PULSE))
QUESTIONS: Final = _by_english(
    (
        *(CLOSING_QUESTION, HEARD, UNDERSTAND, WORKED, TO_CHANGE, CANDOUR),
        *(VOICE, WAYS, AGENDA, CHANGES, MATTERS_MOST, HELP_MOST, WOULD_HELP),
    )
)
ENDS: Final = _by_english((NOT_AT_ALL, VERY_MUCH, A_FEW, ALL_OF_US, NOTHING, A_LOT))


def as_stored(words: str) -> str:
    """Words of ours in whichever language they were shown, in English; people's own words as they are."""
    return _english().get(words, words)


def is_headline(words: str) -> bool:
    """Whether this is the programme's headline question, in any of our languages; its words are fixed."""
    return as_stored(" ".join(words.split())) == str(CLOSING_QUESTION)


@cache
def _english() -> Mapping[str, str]:
    ours = {**TITLES, **QUESTIONS, **ENDS}
    return {
        language.pattern(text): english for language in LANGUAGES.values() for english, text in ours.items()
    }
