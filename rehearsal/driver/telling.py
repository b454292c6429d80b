"""What whoever runs the story or a rehearsal reads on the screen."""

from __future__ import annotations

import sys


def tell(words: str = "") -> None:
    """One line, at once: a story that is piped into a file is followed as well."""
    sys.stdout.write(words + "\n")
    sys.stdout.flush()
