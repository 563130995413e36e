"""This room's pages."""

from django.urls import path

from lifeworld.approvals.views import approvals, changes, course, documents, duties, safety

STUDY = "studies/<slug:slug>"
OWED = f"{STUDY}/obligations"
APPROVALS = f"{STUDY}/approvals"
DOCUMENTS = f"{STUDY}/documents"
SAFETY = f"{STUDY}/safety"

urlpatterns = [
    path(OWED, duties.obligations, name="obligations"),
    path(f"{OWED}.ics", duties.calendar_file, name="obligations-calendar"),
    path(f"{OWED}/course", course.course, name="course"),
    path(f"{OWED}/<str:duty>/met", duties.meet, name="duty-met"),
    path(f"{OWED}/<str:duty>/aside", duties.set_aside, name="duty-aside"),
    path(f"{OWED}/<str:duty>/again", duties.reopen, name="duty-again"),
    path(APPROVALS, approvals.approvals, name="approvals"),
    path(f"{APPROVALS}/recruiting", approvals.recruit, name="recruiting"),
    path(f"{APPROVALS}/conditions/new", approvals.new_condition, name="new-condition"),
    path(f"{APPROVALS}/conditions/<int:condition>", approvals.condition, name="condition"),
    path(f"{APPROVALS}/conditions/<int:condition>/close", approvals.close_condition, name="condition-close"),
    path(f"{APPROVALS}/conditions/<int:condition>/again", approvals.reopen_condition, name="condition-again"),
    path(f"{APPROVALS}/sites/new", approvals.new_site, name="new-site"),
    path(f"{APPROVALS}/sites/<int:number>", approvals.site, name="site"),
    path(f"{APPROVALS}/sites/<int:number>/take-out", approvals.take_out_site, name="site-take-out"),
    path(f"{APPROVALS}/changes/new", changes.new_change, name="new-change"),
    path(f"{APPROVALS}/changes/<int:number>", changes.change, name="change"),
    path(f"{APPROVALS}/changes/<int:number>/outcome", changes.outcome, name="change-outcome"),
    path(SAFETY, safety.events, name="safety"),
    path(f"{SAFETY}/new", safety.new_event, name="new-safety-event"),
    path(f"{SAFETY}/<int:number>", safety.event, name="safety-event"),
    path(f"{SAFETY}/<int:number>/sent", safety.sent, name="safety-sent"),
    path(f"{SAFETY}/<int:number>/take-out", safety.take_out, name="safety-take-out"),
    path(DOCUMENTS, documents.documents, name="documents"),
    path(f"{DOCUMENTS}/new", documents.new_version, name="new-version"),
    path(f"{DOCUMENTS}/<int:version>/approved", documents.approve, name="version-approved"),
    path(f"{DOCUMENTS}/<int:version>/live", documents.go_live, name="version-live"),
    path(f"{DOCUMENTS}/<int:version>/file", documents.take_out, name="version-file"),
]
