"""This room's pages: what can be taken out, the tables being made."""

from django.urls import path

from lifeworld.reporting.views import findings, waiting

FINDINGS = "studies/<slug:slug>/findings"
WAITING = f"{FINDINGS}/waiting/<str:key>"

urlpatterns = [
    path(FINDINGS, findings.findings, name="findings"),
    path(f"{FINDINGS}/<slug:kind>", findings.kind_page, name="findings-kind"),
    path(f"{FINDINGS}/<slug:kind>/take-out", findings.take_out_kind, name="take-out"),
    path(WAITING, waiting.waiting, name="waiting"),
    path(f"{WAITING}/state", waiting.state, name="waiting-state"),
    path(f"{WAITING}/cancel", waiting.cancel, name="waiting-cancel"),
    path(f"{WAITING}/file", waiting.file, name="waiting-file"),
]
