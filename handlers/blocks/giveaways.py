"""What is said of words that may tell who somebody is."""

from collections.abc import Collection, Mapping, Sequence

from coproduction.firstnames import first_names_in
from coproduction.giveaways import Giveaway, hints, names_in
from coproduction.words import Text
from handlers.blocks.kit import Block, paragraphs, section
from handlers.voice import Voice

NAME = Text("This looks like somebody's name: “{words}”.")
WORDS: Mapping[Giveaway, Text] = {
    Giveaway.PHONE: Text("This looks like a phone number."),
    Giveaway.MAIL: Text("This looks like an e-mail address."),
    Giveaway.ADDRESS: Text("This looks like where somebody lives."),
    Giveaway.NHS_NUMBER: Text("This looks like an NHS number."),
    Giveaway.DIAGNOSIS: Text("This looks like it says which illness somebody has."),
}


def notes(text: str, there: Collection[str] = ()) -> list[Text]:
    """What is said of this text; of what looks like a name, which words do. `there`: what those are called
    whom it may name by their first name alone.
    """
    whole = names_in(text)
    known = {word for each in whole for word in each.split()}
    alone = (each for each in first_names_in(text, there) if each not in known)
    found = [NAME.filled(words=each) for each in (*whole, *alone)]
    return found + [WORDS[hint] for hint in hints(text) if hint in WORDS]


def once_more(say: Voice, noted: Sequence[Text]) -> list[Block]:
    """What stands above a form that is shown once more because of that."""
    lines = "\n".join(f"• {say(note)}" for note in noted)
    return [section(say("*Please look at this once more:*")), *paragraphs(lines)]
