"""Saying that a summary is wrong: the form, what those who lead read of it, and the form of their answer."""

from collections.abc import Iterable, Mapping

from coproduction.corrections import ANSWER_LENGTH, CORRECTION, CORRECTION_ANSWERED, WORDS_LENGTH, Wrong
from coproduction.service.corrections import Replied, Told
from coproduction.sessions import Session
from coproduction.words import Text
from handlers import ids
from handlers.blocks.fields import choice, menu, text_input
from handlers.blocks.kit import (
    Drawing,
    MessageDrawing,
    View,
    actions,
    button,
    context,
    header,
    modal,
    notice,
    paragraphs,
    section,
)
from handlers.blocks.mentions import mention
from handlers.voice import Voice

NAMED, UNNAMED = "named", "unnamed"
_ABOUT = {
    Wrong.IDEAS: Text("An idea"),
    Wrong.NUMBERS: Text("A number"),
    Wrong.POLLS: Text("A poll"),
    Wrong.GROUPS: Text("What a group said"),
    Wrong.MISSING: Text("Something is missing"),
}
_NAMES = {UNNAMED: Text("Leave my name out"), NAMED: Text("Show my name to them")}
_SEEN = Text(
    "Those who lead read this, and nobody else. If you leave your name out, I do not keep it. "
    "Slack and the people who run this app could still look. People may know you by your words."
)
_READ = Text("Only those who lead this session read this.")
_READ_AND_ANSWERED = Text("Only those who lead this session read what was said. The answer is for everybody.")
_ON_SUMMARY = Text("This stands on the summary in {channel}, for everybody there.")


def form(say: Voice, session: Session) -> View:
    """What is wrong, of what, and whether their name goes with it."""
    about = {code.value: say(words) for code, words in _ABOUT.items()}
    names = {code: say(words) for code, words in _NAMES.items()}
    hint = say("What is wrong, and what should it say?")
    blocks = [
        *paragraphs(say("“{title}”", title=session.title)),
        text_input("words", say("Your words"), most=WORDS_LENGTH, multiline=True, hint=hint),
        menu(say, "part", say("What is it about?"), about, optional=True),
        choice(say, "named", say("Your name"), names, initial=UNNAMED, hint=say(_SEEN)),
    ]
    private = ids.private(session.channel, session.id)
    return modal(say, say("Not what we said"), ids.CORRECTION_FORM, say("Send"), private, blocks)


def thanks(say: Voice, session: Session) -> View:
    """What whoever has said it reads, in the form: no message ties them to what they said."""
    words = Text(
        "Thank you. Those who lead the session in {channel} get your words now. "
        "What they answer stands on the summary."
    )
    told = say(words, channel=_where(session))
    return notice(say, say("Not what we said"), [section(told)])


def said(say: Voice, told: Told, names: Mapping[str, str]) -> Drawing:
    """To who leads: what somebody says is wrong, and the way to answer it."""
    correction, session = told.correction, told.session
    who = mention(correction.person, names) if correction.person else Text("Somebody who was there")
    part = say(_ABOUT[correction.part]) if correction.part else ""
    says = say("{person} says that the summary in {channel} is wrong:", person=who, channel=_where(session))
    label = say("Change the answer") if correction.answer else say("Answer on the summary")
    aloud = say("{answer}: {title}", answer=label, title=session.title)
    answer = paragraphs(say("Added later: {words}", words=correction.answer)) if correction.answer else []
    return Drawing.of(
        say,
        [
            header(say("That is not what we said")),
            section(says),
            *paragraphs(correction.words),
            *([context(say("It is about this: {part}.", part=part))] if part else []),
            *answer,
            context(say(_READ_AND_ANSWERED if correction.answer else _READ)),
            actions(button(label, ids.ANSWER_CORRECTION, correction.id, aloud=aloud)),
        ],
    )


def replied(say: Voice, shown: Replied, _names: Mapping[str, str]) -> Drawing:
    """To who said it with their name: what they said, and what stands on the summary now."""
    correction, where = shown.told.correction, _where(shown.told.session)
    first = say(
        "You said that the summary in {channel} is wrong. Those who lead have answered.", channel=where
    )
    return Drawing.of(
        say,
        [
            header(say("That is not what we said")),
            section(first),
            *paragraphs(say("You said: {words}", words=correction.words)),
            *paragraphs(say("Added later: {words}", words=correction.answer or "")),
            context(say("Their answer stands on the summary. What you said, only they and you read.")),
        ],
    )


def answer_form(say: Voice, told: Told) -> View:
    """What is to stand on the summary, below what was said."""
    had = told.correction.answer or ""
    field = text_input("answer", say("Your answer"), most=ANSWER_LENGTH, multiline=True, initial=had)
    where = section(say(_ON_SUMMARY, channel=_where(told.session)))
    private = ids.private(told.session.channel, f"{told.correction.id}:{had}")
    blocks = [*paragraphs(told.correction.words), where, field]
    return modal(say, say("Answer"), ids.CORRECTION_ANSWER_FORM, say("Add it"), private, blocks)


def added(say: Voice, told: Told) -> Drawing:
    """What whoever has answered reads."""
    where = say("Your answer is on the summary in {channel}, or on its way.", channel=_where(told.session))
    words = paragraphs(say("Added later: {words}", words=told.correction.answer or ""))
    return Drawing.of(say, [section(where), *words])


def _where(session: Session) -> str:
    return f"<#{session.channel}>"


def _who(told: Told) -> Iterable[str]:
    return (told.correction.person,) if told.correction.person else ()


DRAWINGS = (
    MessageDrawing(CORRECTION, said, _who, waits_for_names=False),
    MessageDrawing(CORRECTION_ANSWERED, replied),
)
