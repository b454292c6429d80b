"""Where an act goes: said before it is done, or as it is done, or asked."""

from collections.abc import Sequence

from coproduction.service.places import Where
from coproduction.sessions import Session
from coproduction.words import Text, several
from handlers.blocks.fields import choice
from handlers.blocks.kit import Block, context, plain, section
from handlers.blocks.text import brief, escape, moment
from handlers.voice import Voice

WHERE = "where"
_IS_IN = Text("“{title}” is in {channel}.")
_BEGAN = Text("It began {time}.")
MOST = 50


def goes_to(say: Voice, where: Where) -> Block:
    """Where everybody will read what is being written."""
    words = Text("This goes to {channel}. Everybody there can read it.")
    later = Text("This goes to {channel} when all ideas are shown. Until then, nobody else sees it.")
    return _of(say, where, say(later if where.holds_back else words, channel=link(where)))


def counts_in(say: Voice, where: Where) -> Block:
    """Where totals of what is being said will be shown, and nobody's answer."""
    words = say("{channel} shows only totals and words, never whose they are.", channel=link(where))
    return _of(say, where, words)


def went_to(say: Voice, where: Where) -> Block:
    """Where everybody can read what has been written."""
    return _of(say, where, say("It goes to {channel}, where everybody can read it.", channel=link(where)))


def held_back(say: Voice, where: Where) -> Block:
    """The same of what nobody else sees before all of it is shown together."""
    words = say(
        "Nobody else sees it before the people who lead show all ideas together. Then it goes to {channel}.",
        channel=link(where),
    )
    return _of(say, where, words)


def waits_for(say: Voice, where: Where) -> Block:
    """The same while that channel takes no messages."""
    words = say(
        "I keep it. {channel} takes no messages now, so nobody can read it there yet. "
        "I will post it as soon as I can.",
        channel=link(where),
    )
    return _of(say, where, words)


def not_posted(say: Voice, channel: str) -> Block:
    """What was asked for comes later."""
    words = say(
        "*Nobody sees it yet:* {channel} takes no messages now. I keep it, and I will post it as soon as "
        "I can.",
        channel=f"<#{channel}>",
    )
    return section(words)


def kept(say: Voice, channel: str) -> Block:
    """What was stored, and nobody sees there: the cards of that channel cannot be redrawn now."""
    words = say(
        "I keep it. But {channel} takes no messages now, so the card there does not show it yet.",
        channel=f"<#{channel}>",
    )
    return context(words)


def of_programme(say: Voice, where: Where) -> Block:
    """Whose list this is, to somebody who asks from elsewhere."""
    words = say("This is {channel}. For another programme, type it in its channel.", channel=link(where))
    return _of(say, where, words)


def _of(say: Voice, where: Where, words: str) -> Block:
    """The title is people's own words, and nothing in them is markup."""
    block = context(words)
    if where.is_live:
        block["elements"].insert(0, plain(say("In the session “{title}”.", title=where.title)))
    return block


def asks_where(say: Voice, places: Sequence[Where], label: str = "") -> list[Block]:
    """A choice of sessions, or of what else the label says. An option cannot show which channel it is, so
    that is listed above.
    """
    shown = list(enumerate(places[:MOST], 1))
    lines = [say("{number}. {title}", number=n, title=link(each)) for n, each in shown]
    options = {each.channel: say("{number}. {title}", number=n, title=each.title) for n, each in shown}
    if more := len(places) - len(shown):
        rest = several(
            more,
            "And {n} more. To choose that one, go to its channel and type it there.",
            "And {n} more. To choose one of those, go to its channel and type it there.",
        )
        lines.append(say(rest))
    return [context("\n".join(lines)), choice(say, WHERE, label or say("Which session is it for?"), options)]


def told_apart(say: Voice, found: Sequence[Session | Where]) -> Block:
    """In which channel each of these is; where two are in one channel, also when they began."""
    are_apart = len({each.channel for each in found}) == len(found)
    lines = []
    for each in found:
        line = say(_IS_IN, title=escape(brief(each.title, 100)), channel=f"<#{each.channel}>")
        if isinstance(each, Session) and not are_apart:
            line = f"{line} {say(_BEGAN, time=moment(say, each.started_at))}"
        lines.append(line)
    return context("\n".join(lines))


def place_fields(say: Voice, places: Sequence[Where], *, is_clear: bool) -> list[Block]:
    """The one place that is meant, or a choice."""
    return [goes_to(say, places[0])] if is_clear else asks_where(say, places)


def link(where: Where) -> str:
    """The channel, as Slack shows it to whoever may know it; it notifies nobody."""
    return f"<#{where.channel}>"
