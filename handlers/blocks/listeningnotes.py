"""Listening notes: the form with its four boxes, and what is kept."""

from collections.abc import Sequence

from coproduction.listeningnotes import BOXES, LENGTH, ListeningNotes
from coproduction.words import Text
from handlers import ids, leadids
from handlers.blocks.fields import text_boxes
from handlers.blocks.giveaways import once_more
from handlers.blocks.kit import Block, Drawing, View, actions, button, context, header, modal, section, titled
from handlers.voice import Voice

TITLE = Text("Listening notes")
_WHAT = Text(
    "Write down what you hear before people meet. *No names*, please, and nothing that tells who "
    "somebody is. Only those who lead this programme can read it."
)
_HINTS = {
    "needs": Text("For example: a lift to the clinic"),
    "strengths": Text("For example: they cook for each other"),
    "listened_to": Text("A role, not a name. For example: the school cook"),
    "context": Text("For example: the last meeting ended in a row"),
}
_SAVED = Text("Saved. Only those who lead this programme can read it.")
_STILL_EMPTY = Text("The listening notes are empty.")
_EMPTY = Text("The listening notes are empty now. I have forgotten what stood there.")


def form(say: Voice, notes: ListeningNotes, noted: Sequence[Text] = (), planned: str = "") -> View:
    """The boxes with what stands there; with what may tell who somebody is, the look once more. From a plan,
    it leads back there.
    """
    had = notes.boxes
    boxes = text_boxes(say, BOXES, _HINTS, had, most=LENGTH, optional=True)
    seen = notes.version - 1 if noted else notes.version
    return modal(
        say,
        say(TITLE),
        leadids.LISTENING_LOOKED_FORM if noted else leadids.LISTENING_FORM,
        say("Save it so") if noted else say("Save"),
        ids.private(notes.channel, f"{seen}:{planned}"),
        [*(once_more(say, noted) if noted else [section(say(_WHAT))]), *boxes],
    )


def shown(say: Voice, notes: ListeningNotes) -> Drawing:
    """What is kept, with the way to change it."""
    label, about = say("Change"), say(TITLE)
    change = button(
        label, leadids.LISTENING, notes.channel, aloud=say("{label}: {about}", label=label, about=about)
    )
    drawn: list[Block] = [header(about)]
    drawn += [titled(say(BOXES[field]), words) for field, words in notes.boxes.items()]
    return Drawing.of(say, [*drawn, context(say(told(notes))), actions(change)])


def told(notes: ListeningNotes) -> Text:
    """What became of them."""
    return _SAVED if notes.boxes else _EMPTY if notes.version else _STILL_EMPTY


def way(say: Voice, channel: str) -> Block:
    """The button that opens the form."""
    return button(say(TITLE), leadids.LISTENING, channel, aloud=say("Listening notes: read or write them"))
