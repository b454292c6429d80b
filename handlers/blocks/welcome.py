"""What people are shown who arrive for the first time, and where they get help at once."""

from collections.abc import Sequence

from coproduction.words import LANGUAGES, Text
from handlers import ids
from handlers.blocks.kit import Block, actions, button, paragraphs, section
from handlers.voice import Voice

_NOTICE = Text(  # two sentences; whoever changes them changes `service.welcome.NOTICE`
    "I keep what you say to me here for this programme, and each form tells you who sees it. "
    "Slack stores it for me, and the helpers that Slack has built in may read what stands in channels."
)
_MORE = (
    Text(
        "*What I keep:* what you write and press here, your time zone and your language. With it stands "
        "Slack's number for you, unless you say it without your name. I keep no names: I ask Slack each time."
    ),
    Text(
        "*What stays without a name:* nobody here can see whose it is. While a session is on, the people who "
        "run this app could look it up. After that, only a copy of my data that was made then can show it."
    ),
    Text(
        "*What Slack's own helpers may read:* what you can read in Slack, such as the cards in a channel. "
        "Your forms are not among it. Ask an admin here if they are turned on."
    ),
    Text(
        "*What is up to you:* you can close a form and say nothing. To change what you said, type {/profile}."
    ),
)
_HELP = Text("Get help now: {contacts}")


def notice(say: Voice, session: str, *, is_long: bool) -> list[Block]:
    """What is kept and who reads it, in two sentences or at length, with the switch to other languages.

    Without a `session` it has no buttons.
    """
    told = [*paragraphs(say(_NOTICE))]
    if not session:
        return told
    if is_long:
        return [*told, section("\n\n".join(map(say, _MORE))), actions(*languages(say, session))]
    more = button(say("Read more about this"), ids.NOTICE_MORE, session)
    return [*told, actions(*languages(say, session), more)]


def languages(say: Voice, session: str) -> Sequence[Block]:
    """A button for each other language, by its own name."""
    others = [each for each in LANGUAGES.values() if each.code != say.language.code]
    return [
        button(each.name, ids.at(ids.NOTICE_LANGUAGE, each.code), session, aloud=each.name) for each in others
    ]


def get_help(say: Voice, contacts: str) -> list[Block]:
    """Whom people can turn to at once, as whoever runs the bot has said it."""
    return [*paragraphs(say(_HELP, contacts=contacts))] if contacts else []
