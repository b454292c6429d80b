"""Where an act belongs that is done somewhere else: in the conversation with the bot, or from anywhere."""

from collections.abc import Collection
from dataclasses import dataclass

from coproduction.errors import Refusal
from coproduction.ports import Memory


@dataclass(frozen=True, slots=True)
class Where:
    """A programme as people know it: its channel, and the title of the session that is live or was last."""

    channel: str
    title: str
    is_live: bool


def meant(memory: Memory, person: str, channel: str) -> list[Where]:
    """The programme of this channel; else the live sessions that the person is in.

    One of them is surely meant; of several the person has to choose; when there is none, see `among`.
    """
    if memory.sessions.has_programme(channel):
        return [where(memory, channel)]
    return [where(memory, session.channel) for session in memory.sessions.attended_live(person)]


def among(memory: Memory, person: str, channels: Collection[str]) -> list[Where]:
    """The programmes that a person may mean who is in no session: of the channels they are in, and those
    they have taken part in. What is live comes first.
    """
    known = {*memory.sessions.programmes_of(person), *channels}
    found = [where(memory, channel) for channel in known if memory.sessions.has_programme(channel)]
    return sorted(found, key=lambda each: (not each.is_live, each.title, each.channel))


def where(memory: Memory, channel: str) -> Where:
    """The programme of this channel, as people know it; a Refusal where there is none."""
    of_it = memory.sessions.of(channel)
    if not of_it:
        raise Refusal("There is no programme in this channel any more. Please use the newest message.")
    live = memory.sessions.live_in(channel)
    return Where(channel, (live or of_it[-1]).title, live is not None)
