"""What is said without a name, forgotten for good when the thing it was about is over."""

from coproduction.ports import Memory
from coproduction.voices import S, Sealed, resealed


def reseal(memory: Memory, kept: Sealed[S], about: str) -> None:
    """Let nobody tell any more who spoke without their name, whatever they read.

    The secret goes. And all that was said is stored anew in one unit of work, in an order that chance makes
    and unnamed ones under new voices: a database keeps in which transaction a row was written (PostgreSQL's
    xmin), and an unnamed voice was written just after its person's attendance.
    """
    told = resealed(kept.of(about), memory.new_id)
    kept.clear(about)
    for said in told:
        kept.put(said)
    kept.destroy_pepper(about)
    memory.forgets()
