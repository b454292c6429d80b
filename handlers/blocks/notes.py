"""What people wrote about a pledge, in their own words, and the form in which they say what has changed."""

from coproduction.followups import Reply
from coproduction.notes import NOTE_LENGTH, Note, Told
from coproduction.pledges import Pledge
from coproduction.service.followups import NudgeNote
from handlers import ids
from handlers.blocks.fields import not_watched, text_input
from handlers.blocks.kit import Block, Drawing, View, actions, button, modal, paragraphs, section
from handlers.blocks.text import brief
from handlers.voice import Voice


def own_words(say: Voice, shown: NudgeNote, number: int) -> list[Block]:
    """What the person wrote about it, and, once it is done, what has changed: a question that may wait."""
    typed = [note.words for note in shown.notes if note.about is Told.TYPED]
    blocks = paragraphs(say("You wrote: “{words}”", words=brief(typed[-1], 300))) if typed else []
    if shown.follow_up.reply is not Reply.DONE:
        return blocks
    return [*blocks, *difference(say, shown.pledge, shown.follow_up.id, shown.difference, number)]


def difference(say: Voice, pledge: Pledge, follow_up: str, told: Note | None, number: int = 0) -> list[Block]:
    """What has changed because it is done: asked, or as they told it."""
    id_, about = ids.at(ids.DIFFERENCE, number), brief(pledge.what, 40)
    if told:
        said = paragraphs(say("What is different now: “{words}”", words=brief(told.words, 600)))
        label, aloud = say("Change my words"), say("Change my words: {pledge}", pledge=about)
        return [*said, actions(button(label, id_, follow_up, aloud=aloud))]
    question = say("What difference did it make? Write it to me in a few words, or leave it.")
    label, aloud = say("Say what changed"), say("Say what changed: {pledge}", pledge=about)
    return [section(question), actions(button(label, id_, follow_up, aloud=aloud))]


def difference_form(say: Voice, follow_up: str, pledge: Pledge, before: str) -> View:
    """What has changed; who closes it has answered all the same."""
    asks, hint = say("What difference did it make?"), say("Only you see it.")
    words = text_input("words", asks, most=NOTE_LENGTH, multiline=True, initial=before, hint=hint)
    fields = [*paragraphs(say("“{pledge}”", pledge=pledge.what)), words, not_watched(say)]
    private, title = ids.private(None, follow_up), say("What has changed")
    return modal(say, title, ids.DIFFERENCE_FORM, say("Save"), private, fields, close=say("Skip"))


def deleted(say: Voice) -> Drawing:
    """After somebody took back what they wrote."""
    return Drawing.of_words(say, say("I have deleted your words."))
