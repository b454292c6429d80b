"""${message}.

A step says everything itself and imports no table of today: it must still mean the same when they changed.
"""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """What happens to the rows that are there?"""
    ${upgrades if upgrades else "pass"}
