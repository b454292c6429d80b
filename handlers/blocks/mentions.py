"""People as mentions, which Slack shows by their names: two who are called the same are told apart."""

import re
from collections.abc import Iterable, Mapping

from coproduction.words import Text, Value, listed
from handlers.blocks.text import escape

_HANDLE = re.compile(r" \((@[^()]+)\)$")  # behind a name that looks like another's


def mention(person: str, names: Mapping[str, str], about: Iterable[Value] = ()) -> str | Text:
    """A mention with what to know `about` them; before that their handle, where their name carries it."""
    handle = _HANDLE.search(names.get(person, ""))
    told = listed([*([escape(handle[1])] if handle else []), *about])
    who = f"<@{person}>"
    return Text("{person} ({about})", person=who, about=told) if told.values else who
