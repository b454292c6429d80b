"""People as mentions, which Slack shows by their names: two who are called the same are told apart."""

import re
from collections.abc import Iterable, Mapping

from coproduction.callers import FORGOTTEN, is_caller
from coproduction.words import Text, Value, listed
from handlers.blocks.text import escape

_HANDLE = re.compile(r" \((@[^()]+)\)$")  # behind a name that looks like another's


def mention(person: str, names: Mapping[str, str], about: Iterable[Value] = ()) -> str | Text:
    """A mention with what to know `about` them; before that their handle, where their name carries it.

    Who has no Slack cannot be mentioned: they stand by their alias.
    """
    if is_caller(person):
        alias = escape(names[person]) if person in names else FORGOTTEN
        told = listed(about)
        return Text("{person} ({about})", person=alias, about=told) if told.values else alias
    handle = _HANDLE.search(names.get(person, ""))
    told = listed([*([escape(handle[1])] if handle else []), *about])
    who = f"<@{person}>"
    return Text("{person} ({about})", person=who, about=told) if told.values else who


def calls(people: Iterable[str]) -> str:
    """Mentions that notify these people; who has no Slack is not among them."""
    return " ".join(f"<@{each}>" for each in people if not is_caller(each))
