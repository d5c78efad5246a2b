"""What this room writes into the trail. Facts beside the sentences: the notice's kind, how it was told, the result."""

from django.utils.translation import gettext_lazy as _

from majlis.trail import kinds

TOLD = kinds.kind("notice.told", staff=_("A message reached the person."), public=None)
NOT_REACHED = kinds.kind("notice.not_reached", staff=_("A message reached the person by no way."), public=None)
CALLED = kinds.kind("notice.called", staff=_("The person was rung."), public=None)
WORDS_EDITED = kinds.kind(
    "notice.words_edited", staff=_("The words of a message were changed, version %(version)s."), public=None
)
