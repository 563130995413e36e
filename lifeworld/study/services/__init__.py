"""Changes to the study, by noun: its record and cases, and the people who work in it."""

from lifeworld.study.services.members import add_member, change_role, end_membership
from lifeworld.study.services.study import (
    PLAN_FIELDS,
    RECORD_FIELDS,
    UnsealedStoreError,
    add_case,
    change_study,
    create_study,
    take_out_record,
)

__all__ = [
    "PLAN_FIELDS",
    "RECORD_FIELDS",
    "UnsealedStoreError",
    "add_case",
    "add_member",
    "change_role",
    "change_study",
    "create_study",
    "end_membership",
    "take_out_record",
]
