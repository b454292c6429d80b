"""Each of two who work on an idea together says for themselves whether it is alive."""

from storage.migrations.spelling import maybes, rewrite, set_where, widen

revision = "2026_11_30_ties"
down_revision = "2026_11_30_own_reasons"


def upgrade() -> None:
    """Of what one of both has said before nobody knows who: that it is alive they may say again; that it is
    over stays so until both take it back.
    """
    widen("tie", *maybes("author_says", "person_says"))
    for column in ("author_says", "person_says"):
        set_where("tie", column, "over", "state", "over")
    rewrite("tie", "state", {"alive": "yes", "over": "yes"})
