"""What a study was approved to do, from when until when, and what it owes those who approved it: a module a noun."""

from lifeworld.approvals.models.changes import AffectedVersion, Change, ChangeCategory, OutcomeChoice, Reconsent
from lifeworld.approvals.models.course import Course, NationChoice, Settled
from lifeworld.approvals.models.documents import Document, DocumentKind, DocumentVersion, LiveVersion
from lifeworld.approvals.models.safety import SafetyEvent, SafetyKind
from lifeworld.approvals.models.sites import Condition, Route, Site

__all__ = [
    "AffectedVersion",
    "Change",
    "ChangeCategory",
    "Condition",
    "Course",
    "Document",
    "DocumentKind",
    "DocumentVersion",
    "LiveVersion",
    "NationChoice",
    "OutcomeChoice",
    "Reconsent",
    "Route",
    "SafetyEvent",
    "SafetyKind",
    "Settled",
    "Site",
]
