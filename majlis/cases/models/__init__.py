"""The nouns of a case, one file each."""

from majlis.cases.models.about import Note, Party, Share
from majlis.cases.models.case import Case, CaseQuerySet
from majlis.cases.models.closing import Closure, Outgoing, OutgoingCounter
from majlis.cases.models.papers import ChecklistItem, Paper, PaperRequest
from majlis.cases.models.pending import Pending
from majlis.cases.models.search import OtherNumber, SearchLine, Source
from majlis.cases.models.synonyms import Synonym

__all__ = [
    "Case",
    "CaseQuerySet",
    "ChecklistItem",
    "Closure",
    "Note",
    "OtherNumber",
    "Outgoing",
    "OutgoingCounter",
    "Paper",
    "PaperRequest",
    "Party",
    "Pending",
    "SearchLine",
    "Share",
    "Source",
    "Synonym",
]
