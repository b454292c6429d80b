"""A word that names an act, typed where words of one's own are expected: "/idea delete" shares no idea.

Quotes around it say that it is meant as it stands.
"""

from collections.abc import Mapping

from coproduction.phrases import named, plainly, words_in
from coproduction.questioning import asks_how, names_command, wants_help
from coproduction.words import Text
from handlers.edge.listeners import Verb
from handlers.edge.typed import quoted

FOR_MINE = Text(  # translators: after the colon, what people may type for that, apart by commas
    "mine: delete, remove, erase, edit, change, correct, withdraw, retract, undo, cancel, done, finished, "
    "complete, completed, update, mine; stop: stop, unsubscribe"
)
FOR_IDEAS = Text(  # translators: after the colon, what people may type for that, apart by commas
    "mine: delete, remove, erase, edit, change, correct, withdraw, retract, undo, cancel, update, mine; "
    "ideas: list, show, see, search, find; stop: stop, unsubscribe"
)
FOR_POLLS = Text(  # translators: after the colon, what people may type for that, apart by commas
    "close: close, end, stop, finish; polls: delete, remove, edit, change, correct, withdraw, undo, cancel, "
    "discard, list, show, see; results: results, result, export, download"
)
FOR_CARDS = Text(  # translators: after the colon, what people may type for that, apart by commas
    "close: close, end, stop, finish; polls: delete, remove, edit, change, withdraw, undo, cancel, discard"
)
FOR_STARTS = Text(  # translators: after the colon, what people may type for that, apart by commas
    "start: now, session; end: end, close, stop, finish; cancel: cancel, delete, remove, undo; "
    "rename: rename, edit, change; plan: plan, later; undo: again, reopen"
)
FOR_CHECKINS = Text(  # translators: after the colon, what people may type for that, apart by commas
    "checkin: change, edit, correct, update, delete, remove, undo, cancel; stop: stop, unsubscribe"
)
BESIDE = Text(  # translators: what may stand beside these and changes nothing, apart by semicolons
    "my; the; a; this; that; it; all; last; idea; ideas; pledge; pledges; promise; poll; polls; session; "
    "cards; number; please; i; want; to; me; one; is"
)


def meant_instead(
    verb: Verb, typed: str, commands: Mapping[str, str], known: Mapping[str, str]
) -> str | None:
    """The command that somebody rather means who types only this after a verb; None where they may well mean
    what they typed. `commands`: how each is typed, by its verb ("/start"); `known`: the verb of each that is
    typed in any language.
    """
    if verb.mistaken is None or not typed or quoted(typed):
        return None
    if typed.startswith("/") or " " in typed:
        whole = next((verb for each, verb in known.items() if names_command(typed, [each])), None)
        if whole:
            return commands[whole]
    acts, written = _named(verb.mistaken), list(words_in(typed))
    words = [word for word in written if word not in plainly(BESIDE) and not word.isdigit()]
    words = words or [word for word in written if word in acts]
    meant = acts.get(words[0]) if len(words) == 1 else None
    return commands[f"/{meant}"] if meant else None


def _named(mistaken: Text) -> dict[str, str]:
    return {" ".join(words_in(word)): name for word, name in named(mistaken).items()}


def calls_for_help(verb: Verb, typed: str) -> bool:
    """Whether it is a call for help in more than one word, or asks how the verb works."""
    return not quoted(typed) and (wants_help(typed) or asks_how(typed, verb.word))
