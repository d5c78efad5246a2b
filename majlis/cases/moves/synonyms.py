"""Keep the list of words that are sought for one another."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from majlis.cases import rules
from majlis.cases.models import Synonym
from majlis.core import arabic
from majlis.core.errors import Refused
from majlis.core.scope import house
from majlis.core.viewer import Viewer
from majlis.trail import moves as trail

LONGEST = 60
MOST_WORDS = 3


def add_synonym(word: str, same_as: str, *, by: Viewer) -> Synonym:
    """Let two words (or up to three together) be sought for one another; both are kept folded.

    Refuses an empty or longer entry, two writings of one word, and a pair that the list has.
    """
    _ask(by)
    pair = [" ".join(arabic.words(text)) for text in (word, same_as)]
    for text in pair:
        if not text or len(text) > LONGEST or len(text.split()) > MOST_WORDS:
            raise Refused("synonym_form", _("Write one word, or at most three together."))
    with house():
        synonym = Synonym.objects.create(word=pair[0], same_as=pair[1])
        trail.record("synonym.added", by=by, subject=("synonym", synonym.pk))
    return synonym


def drop_synonym(synonym: Synonym, *, by: Viewer) -> None:
    """Take a pair of words off the list."""
    _ask(by)
    with house():
        trail.record("synonym.dropped", by=by, subject=("synonym", synonym.pk))
        Synonym.objects.filter(pk=synonym.pk).delete()


def _ask(by: Viewer) -> None:
    if not rules.may_keep_synonyms(by):
        raise Refused("not_yours", _("A section head, a centre manager or the programme director keeps this list."))
