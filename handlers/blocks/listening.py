"""Who was not heard yet, for whoever leads: numbers, and names only for who asks."""

from collections.abc import Iterable, Sequence

from coproduction.service.listening import Listening
from coproduction.sessions import Session
from coproduction.unheard import Counted, Unheard
from coproduction.words import Listed, Text, listed, several
from handlers import ids
from handlers.blocks.kit import Block, Drawing, actions, button, context, section
from handlers.voice import Voice

_HOW = Text(
    "I count what people did with their name, and turns to speak. What is said without a name changes "
    "nothing here."
)
_TOO_FEW = Text("I count who was not heard yet when at least three people who do not lead are here.")
_BY_SECTOR = Text("By sector: {counts}.")
_BY_PERSPECTIVE = Text("By how they know the service: {counts}.")
_ALL_HEARD = Text("Everybody who is here was heard.")


def in_panel(say: Voice, room: Listening) -> list[Block]:
    """What of it stands in the panel: only what there is to see."""
    blocks: list[Block] = []
    if room.observers:
        looks = several(room.observers, "{n} observer looks on.", "{n} observers look on.")
        blocks.append(context(say(looks)))
    if room.hands:
        blocks += [section(say(_waiting(room.hands))), actions(_see_hands(say, room.session))]
    if room.unheard and room.unheard.unheard:
        blocks += [*figures(say, room.unheard), actions(show_names(say, room.session))]
    return blocks


def _waiting(hands: Sequence[str]) -> Text:
    return several(len(hands), "*{n} person would like to speak.*", "*{n} people would like to speak.*")


def _see_hands(say: Voice, session: Session) -> Block:
    aloud = say("Who is next to speak in {title}", title=session.title)
    return button(say("Who is next to speak"), ids.HANDS, session.id, aloud=aloud)


def told(say: Voice, room: Listening) -> Drawing:
    """The same, for who has typed for it."""
    if room.unheard is None:
        return Drawing.of_words(say, say(_TOO_FEW))
    if not room.unheard.unheard:
        return Drawing.of_words(say, say(_ALL_HEARD), context(say(_HOW)))
    shown = [*figures(say, room.unheard), actions(show_names(say, room.session)), context(say(_HOW))]
    return Drawing.of(say, shown)


def figures(say: Voice, unheard: Unheard) -> list[Block]:
    """How many were not heard yet, in all and by kind, of the kinds of which anybody was not."""
    line = several(
        unheard.here,
        "*Not heard yet: {unheard} of {n} person who does not lead.*",
        "*Not heard yet: {unheard} of {n} people who do not lead.*",
        unheard=unheard.unheard,
    )
    lists = ((_BY_SECTOR, unheard.sectors), (_BY_PERSPECTIVE, unheard.perspectives))
    kinds = [say(label, counts=_listed(each)) for label, each in lists if len(each) > 1]
    return [section("\n".join([say(line), *kinds]))]


def _listed(counts: Iterable[Counted]) -> Listed:
    each = (
        Text("{kind} {unheard} of {here}", kind=one.kind, unheard=one.unheard, here=one.here)
        for one in counts
        if one.unheard
    )
    return listed(each)


def show_names(say: Voice, session: Session) -> Block:
    """The button for the names, which only who presses it sees."""
    label = say("Show names")
    aloud = say("{answer}: who was not heard yet in {title}", answer=label, title=session.title)
    return button(label, ids.SHOW_UNHEARD, session.id, aloud=aloud)


def names(say: Voice, quiet: Sequence[str]) -> Drawing:
    """The people who were not heard yet, for the one who asked."""
    if not quiet:
        return Drawing.of_words(say, say(_ALL_HEARD))
    words = say("Not heard yet: {people}.", people=listed(quiet))
    only = say("Only you see these names. Please ask nobody to speak who would rather not.")
    return Drawing.of_words(say, words, context(only))
