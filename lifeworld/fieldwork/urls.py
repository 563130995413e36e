"""This room's pages."""

from django.urls import path

from lifeworld.fieldwork.views import day, guides, incidents, meetings, payments

STUDY = "studies/<slug:slug>"
MEETINGS = f"{STUDY}/meetings"
MEETING = f"{MEETINGS}/<int:meeting>"
PERSON = f"{STUDY}/recruitment/<int:serial>"
INCIDENT = f"{PERSON}/incidents/<int:incident>"
GUIDES = f"{STUDY}/guides"

urlpatterns = [
    path(MEETINGS, meetings.meetings, name="meetings"),
    path(f"{MEETINGS}.ics", meetings.calendar_file, name="meetings-calendar"),
    path(f"{PERSON}/meetings/new", meetings.new_meeting, name="new-meeting"),
    path(MEETING, day.meeting, name="meeting"),
    path(f"{MEETING}/change", meetings.change_meeting, name="meeting-change"),
    path(f"{MEETING}/place", day.place, name="meeting-place"),
    path(f"{MEETING}/ready", day.ready, name="meeting-ready"),
    path(f"{MEETING}/limits", day.limits, name="meeting-limits"),
    path(f"{MEETING}/check-in", day.check_in, name="meeting-check-in"),
    path(f"{MEETING}/begin", day.begin, name="meeting-begin"),
    path(f"{MEETING}/pause", day.pause, name="meeting-pause"),
    path(f"{MEETING}/go-on", day.go_on, name="meeting-go-on"),
    path(f"{MEETING}/end", day.end, name="meeting-end"),
    path(f"{MEETING}/call-off", day.call_off, name="meeting-call-off"),
    path(f"{MEETING}/debrief", day.debrief, name="meeting-debrief"),
    path(f"{MEETING}/letter", day.letter, name="meeting-letter"),
    path(f"{MEETING}/note", day.field_note, name="meeting-note"),
    path(f"{MEETING}/diary", day.reflection, name="meeting-diary"),
    path(f"{MEETING}/payments", payments.agree, name="payment-new"),
    path(f"{MEETING}/payments/<int:payment>/paid", payments.paid, name="payment-paid"),
    path(f"{MEETING}/payments/<int:payment>/take-out", payments.take_out, name="payment-take-out"),
    path(f"{STUDY}/incidents", incidents.incidents, name="incidents"),
    path(f"{PERSON}/incidents/new", incidents.new_incident, name="new-incident"),
    path(INCIDENT, incidents.incident, name="incident"),
    path(f"{INCIDENT}/add", incidents.add, name="incident-add"),
    path(f"{INCIDENT}/close", incidents.close, name="incident-close"),
    path(f"{INCIDENT}/again", incidents.reopen, name="incident-again"),
    path(GUIDES, guides.guides, name="guides"),
    path(f"{GUIDES}/<int:guide>", guides.guide, name="guide"),
    path(f"{GUIDES}/<int:guide>/questions", guides.write_questions, name="guide-questions"),
    path(f"{GUIDES}/<int:guide>/compare", guides.compare_guides, name="guide-compare"),
]
