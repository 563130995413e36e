"""Changes to a study: its record and plan, its cases; who works in it is in `members`."""

from lifeworld.study.services.studies import (
    PLAN_FIELDS,
    RECORD_FIELDS,
    RESERVED_SLUGS,
    UnsealedStoreError,
    add_case,
    change_study,
    create_study,
    take_out_record,
)

__all__ = [
    "PLAN_FIELDS",
    "RECORD_FIELDS",
    "RESERVED_SLUGS",
    "UnsealedStoreError",
    "add_case",
    "change_study",
    "create_study",
    "take_out_record",
]
