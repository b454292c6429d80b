"""What whoever runs the story or a rehearsal reads on the screen."""

from __future__ import annotations

import sys


def tell(words: str = "") -> None:
    """One line, at once: a story that is piped into a file is followed as well.

    What a terminal of few letters cannot show is shown as a question mark.
    """
    letters = sys.stdout.encoding or "utf-8"
    sys.stdout.write(words.encode(letters, "replace").decode(letters) + "\n")
    sys.stdout.flush()
