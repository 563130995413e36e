"""This room's pages."""

from django.urls import path

from lifeworld.consent.views import consent, overview, taking

STUDY = "studies/<slug:slug>"
CONSENT = f"{STUDY}/recruitment/<int:serial>/consent"
DEVIATIONS = f"{STUDY}/deviations"

urlpatterns = [
    path(f"{STUDY}/consent", overview.consents, name="consents"),
    path(f"{STUDY}/consent/forms/<int:form_version>", overview.clauses, name="clauses"),
    path(CONSENT, consent.consent, name="consent"),
    path(f"{CONSENT}/new", taking.new_consent, name="new-consent"),
    path(f"{CONSENT}/clauses/<int:clause>/taken-back", consent.take_back, name="clause-taken-back"),
    path(f"{CONSENT}/clauses/<int:clause>/corrected", consent.correct, name="answer-corrected"),
    path(f"{CONSENT}/copy-given", consent.copy_given, name="copy-given"),
    path(f"{CONSENT}/copy", consent.copy_file, name="consent-copy"),
    path(f"{CONSENT}/signed", consent.keep_scan, name="signed-form"),
    path(f"{CONSENT}/signed/file", consent.scan_file, name="signed-form-file"),
    path(DEVIATIONS, overview.deviations, name="deviations"),
    path(f"{DEVIATIONS}/new", overview.new_deviation, name="new-deviation"),
    path(f"{DEVIATIONS}/<int:deviation>/act", overview.act_on, name="deviation-act"),
]
