"""The register of processing: whose data each table holds, why, for how long, and what becomes of it.

It follows what a data-protection officer has to keep (GDPR Art. 30), and says in advance what giving somebody
their data, and forgetting them, will do.
"""

from dataclasses import dataclass
from typing import Final

REGISTER: Final = "register"  # where a table keeps its entry, in its `info`


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """One table's entry, in words for a person. A table cannot be declared without one."""

    whose: str
    why: str
    kept: str
    export: str
    erasure: str
