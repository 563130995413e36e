"""The analysis over JSON: what the islands and scripts use. Thin: one selector or service each."""

from ninja import Router

from lifeworld.analysis.api import board, diary, group, reader, trail

router = Router()
router.add_router("", reader.router, tags=["reader"])
router.add_router("", board.router, tags=["board"])
router.add_router("", group.router, tags=["group level"])
router.add_router("", diary.router, tags=["diary"])
router.add_router("", trail.router, tags=["trail"])
