"""What is said without a name, forgotten for good when the thing it was about is over."""

from coproduction.ports import Memory
from coproduction.voices import S, Voices, resealed


def reseal(memory: Memory, voices: Voices[S], about: str) -> None:
    """Let nobody tell any more who spoke without their name, whatever they read.

    The secret goes. And all that was said is stored anew in one unit of work, in an order that chance makes
    and unnamed ones under new voices: a database keeps in which transaction a row was written (PostgreSQL's
    xmin), and an unnamed voice was written just after its person's attendance.
    """
    told = resealed(voices.of(about), memory.new_id)
    voices.clear(about)
    for said in told:
        voices.put(said)
    voices.destroy_pepper(about)
    memory.forgets()
