"""What this room writes into the trail. Facts beside the sentences: the notice's kind, how it was told, the result."""

from django.utils.translation import gettext_lazy as _

from majlis.trail import kinds

TOLD = kinds.kind("notice.told", staff=_("A message reached the person."), public=None)
NOT_REACHED = kinds.kind("notice.not_reached", staff=_("A message reached the person by no way."), public=None)
CALLED = kinds.kind("notice.called", staff=_("The person was rung."), public=None)
WORDS_PROPOSED = kinds.kind(
    "notice.words_edited", staff=_("New words of a message were written, version %(version)s."), public=None
)
WORDS_APPROVED = kinds.kind(
    "notice.words_approved", staff=_("New words of a message are in force, version %(version)s."), public=None
)
WORDS_SENT_BACK = kinds.kind(
    "notice.words_sent_back", staff=_("New words of a message were sent back, version %(version)s."), public=None
)
