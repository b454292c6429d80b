"""What people ask the bot about itself and their pledges, in plain words: each such question has its answer.

Only a sentence that surely asks is looked at, or one that asks for leave ("can I change it"): a story about a
pledge may hold the same words.
"""

from enum import StrEnum
from typing import Final

from coproduction.phrases import plainly, words_in
from coproduction.questioning import Question, question_in
from coproduction.words import Text


class Topic(StrEnum):
    """What a question is about. Of several the first one counts."""

    STOP = "stop"
    READERS = "readers"
    LETTING_GO = "letting_go"
    CHANGE = "change"
    WHEN = "when"
    WHO = "who"
    PERSON = "person"  # not asked, but meant: to whom to turn at once. What is stored says no more than that
    TOO_MUCH = "too_much"  # not asked, but meant: our messages are too much for them
    IDEA = "idea"  # how one is shared; also meant by who only says that they have one


ABOUT: Final = {
    Topic.STOP: Text(  # translators: words of questions about getting no more reminders, apart by semicolons
        "stop; unsubscribe; opt out; turn off; switch off; turn you off; mute; fewer reminders; less often; "
        "fewer messages; pause reminders; leave me alone"
    ),
    Topic.READERS: Text(  # translators: words of questions about who can read a pledge, apart by semicolons
        "can read; can see; could see; will see; will read; sees; reads; read my; see my; see this; "
        "read this; see it; read it; private; secret; anonymous; confidential; who knows; shown to; visible; "
        "tell anyone; tell others; share my"
    ),
    Topic.LETTING_GO: Text(  # translators: words of questions about giving a pledge up, apart by semicolons
        "let it go; let go; cancel; withdraw; delete; remove; drop it; drop my; give up; give it up; "
        "take it back; hand it over; hand over; pass it on; get rid of; undo"
    ),
    Topic.CHANGE: Text(  # translators: words of questions about changing a pledge, apart by semicolons
        "change; edit; correct; alter; reword; update; move the date; another date; new date"
    ),
    Topic.WHEN: Text(  # translators: words of questions about when a reminder comes, apart by semicolons
        "you ask; ask me; remind me; you remind; next reminder; next message; hear from you; you write; "
        "message me; reminders come; reminder come; asked again"
    ),
    Topic.WHO: Text(  # translators: words of questions about what this app is, apart by semicolons
        "who are you; what are you; whats alongside; what is alongside; a person; a human; a bot; a robot; "
        "real person"
    ),
    Topic.IDEA: Text(  # translators: words of questions about sharing an idea, apart by semicolons
        "share an idea; share my idea; add an idea; send an idea; give an idea; suggest an idea; "
        "suggest something"
    ),
}
HAS_IDEA = Text(  # translators: what people write who have an idea and do not say it, apart by semicolons
    "idea; an idea; my idea; new idea; i have an idea; ive an idea; ive got an idea; i have got an idea; "
    "i have a new idea; i had an idea; share an idea; share my idea; i want to share an idea; "
    "id like to share an idea; i would like to share an idea"
)
ASKS_LEAVE = Text(  # translators: how people begin who ask whether they may, or we do, apart by semicolons
    "can i; could i; may i; can we; is it possible; am i able; do i have to; will you; do you; are you; "
    "is it; is my"
)


def topic_of(text: str) -> Topic | None:
    """What somebody asks about who writes this; None where that is nothing, or nothing that we know."""
    asks, said = question_in(text), f" {' '.join(words_in(text))} "
    is_leave = any(said.startswith(f" {each} ") for each in plainly(ASKS_LEAVE))
    is_one = asks is Question.SURELY or (
        is_leave and not any(mark in text.strip(" .!?¿¡") for mark in ".!?\n")
    )
    if said.strip() in plainly(HAS_IDEA):
        return Topic.IDEA
    if not is_one:
        return None
    known = ((topic, plainly(phrases)) for topic, phrases in ABOUT.items())
    return next((topic for topic, held in known if any(f" {each} " in said for each in held)), None)


def without_label(text: str) -> str:
    """An idea without the word that only says that it is one: "Idea: a buddy" is "a buddy"."""
    label, _, words = text.partition(":")
    return words.strip() if words.strip() and " ".join(words_in(label)) in plainly(HAS_IDEA) else text
