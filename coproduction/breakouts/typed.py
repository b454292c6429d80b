"""How long a round lasts, as people type it: "20 minutes", "for 20 min", "20m", "durante 20 minutos"."""

import re

from coproduction.durations import FOR, MINUTES, either


def minutes_alone(text: str) -> str:
    """The number of minutes where this says nothing else, else an empty text."""
    found = _pattern().fullmatch(text.strip(" \t\n,;.()[]–—-"))
    return found[1] if found else ""


def minutes_first(text: str) -> tuple[str, str]:
    """The number of minutes that stands before or after a prompt without quotes, if any, and the prompt.

    After it only where the prompt has come to an end: "What can we do in 20 minutes" is all prompt.
    """
    before = re.match(rf"(?:{_pattern().pattern})[\s,;:–—-]+(?=\S)", text, re.IGNORECASE)
    if before:
        return before[1], text[before.end() :]
    after = re.search(rf"(?<=[?.!,;])\s*(?:{_pattern().pattern})[\s.]*$", text, re.IGNORECASE)
    return (after[1], text[: after.start()].rstrip(",; ")) if after else ("", text)


def _pattern() -> re.Pattern[str]:
    return re.compile(
        rf"(?:(?:{either(FOR)})\s+)?(\d+)\s*(?:(?:{either(MINUTES)})\b\.?|['’′])", re.IGNORECASE
    )
