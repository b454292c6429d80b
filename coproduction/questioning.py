"""Whether what people write to the bot is a question to it, and no answer to a question of ours.

*Surely*: a call for help and nothing else, a command, or one sentence that ends with a question mark or
begins like a question ("when is", "cuándo"). It gets help, and is not kept.
*Perhaps*: what only looks like one, by a question mark beside other sentences or by a first word that begins
stories, too ("When I called …"). It is kept, and its writer is asked. A greeting beside either changes
nothing.
"""

import re
from collections.abc import Iterable
from enum import Enum, auto

from coproduction.phrases import FILLERS, plainly, spelled, words_in
from coproduction.words import Text

SURELY = Text(  # translators: how a sentence begins that is a question also without its mark; accents count
    "what is; whats; what are; what do; what does; what did; what can; what should; what will; "
    "what happens; when is; whens; when are; when do; when does; when can; when should; when will; "
    "where is; wheres; where are; where do; where does; where can; where should; who is; whos; who are; "
    "who can; who do; who does; who will; why is; why are; why do; why does; why did; why am; how do; "
    "how does; how can; how is; hows; how are; how many; how much; how long; how often; how should"
)
PERHAPS = Text(  # translators: how a sentence begins that may be a question and may be none
    "what; when; where; who; whose; which; why; how; can i; can we; can you; could i; could you; is there; "
    "are there; is it; does; should i; should we"
)
HELP_ONLY = Text(  # translators: what people write who want help and say nothing else, apart by semicolons
    "help; need help; need some help; help needed; help wanted; get help; dont understand; "
    "do not understand; how does work; what do; what type"
)
ASKS_HOW = Text(  # translators: what people ask after a command who do not know it, apart by semicolons
    "how; what; why; huh; explain; explain this; what is this; whats this; what is it; whats it; "
    "what is that; whats that; what is this for; what is it for; whats this for; what does this do; "
    "what does it do; what does that do; what does this mean; how does this work; how does it work; "
    "how does that work; how is this done; how do i; how do you do this; how does one do this; how to; "
    "how to use this; how to use it; how to do this; how to do it; what do i do; what do i do here; "
    "what do i do now; what do i type; what do i type here; what do i write; what do i write here; "
    "what should i type; what should i write; what can i type; what can i write; what can i write here"
)
HOW_TO = Text(  # translators: how a sentence begins that asks how one does something, apart by semicolons
    "how do i; how can i; how could i; how should i; how to"
)
THIS = Text(  # translators: words for what somebody has in mind who asks how one does it, apart by semicolons
    "this; it; that; here"
)
POLITE = Text(  # translators: words that change nothing in a question, apart by semicolons
    "please; pls; plz; hi; hello; hey; thanks"
)
_MOST = 7  # words: a longer question may be about something else
_BETWEEN = re.compile(r"(?<=[.!?…])\s+|\n+")
_MARK = re.compile(r"¿|\?(?![\w/&=%#])")  # but not one within an address


class Question(Enum):
    """How sure it is that something is a question to us."""

    NO = auto()
    PERHAPS = auto()
    SURELY = auto()


def question_in(text: str) -> Question:
    """Whether somebody who writes this asks us something."""
    sentences = [each.strip() for each in _BETWEEN.split(text) if _telling(each)]
    if not sentences:
        return Question.NO
    first, spoken = sentences[0], " ".join(words_in(sentences[0], accents=True))
    is_one = len(sentences) == 1
    if is_one and (wants_help(first) or first.endswith("?") or _begins(spoken, spelled(SURELY))):
        return Question.SURELY
    may_be = _MARK.search(text) or _begins(" ".join(words_in(first)), plainly(PERHAPS))
    return Question.PERHAPS if may_be else Question.NO


def names_command(text: str, commands: Iterable[str]) -> bool:
    """Whether somebody has typed one of these commands ("/copro mine") as a message, with or without "/"."""
    typed = " ".join(text.casefold().split())
    known = {each.casefold() for each in commands}
    alone = {form for each in known for form in (each, each.removeprefix("/"), each.rpartition(" ")[2])}
    return typed in alone | {f"/{each}" for each in alone} or _begins(typed, known)


def _telling(sentence: str) -> list[str]:
    """Its words but those that change nothing."""
    return [word for word in words_in(sentence) if word not in plainly(FILLERS)]


def wants_help(sentence: str) -> bool:
    """Whether somebody asks for help by this, and says nothing else."""
    return " ".join(_telling(sentence)) in plainly(HELP_ONLY)


def asks_how(text: str, about: str) -> bool:
    """Whether somebody who writes this after a command asks how it works; `about`: the name of the command.

    Any other question may be what they want to say: "What if we met weekly?" is an idea.
    """
    said = [*words_in(text)]
    if " ".join(word for word in said if word not in plainly(POLITE)) in plainly(ASKS_HOW):
        return True
    is_how = text.rstrip(" !").endswith("?") and _begins(" ".join(said), plainly(HOW_TO))
    return is_how and len(said) <= _MOST and bool({*said} & (plainly(THIS) | {about}))


def _begins(text: str, phrases: Iterable[str]) -> bool:
    return any(f"{text} ".startswith(f"{each} ") for each in phrases)
