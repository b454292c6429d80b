"""What an installation decides. Its commands may carry a prefix, because other apps have a /poll too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

ROOT: Final = "copro"  # the command that takes a verb


@dataclass(frozen=True, slots=True)
class Settings:
    """What goes before the commands' names, which reaction saves a message as an idea, whether people's
    e-mail addresses may be listed for the rooms of a video call, whether breakout groups may have private
    channels, and whether results are handed over as files. `help_contacts`: whom people can turn to at once,
    in words of its own. `perspectives`: what ours are called here.
    """

    prefix: str = ""
    idea_emoji: str = "bulb"
    lists_emails: bool = False
    makes_channels: bool = False
    gives_files: bool = False
    help_contacts: str = ""
    perspectives: Mapping[str, str] = field(default_factory=dict)

    def command(self, name: str) -> str:
        """What a person types for a command, such as "/idea" or "/al-idea"."""
        return f"/{self.prefix}{name}"

    def bare(self, typed: str) -> str:
        """Which of our commands was typed, whatever its prefix."""
        return typed.removeprefix("/").removeprefix(self.prefix)
