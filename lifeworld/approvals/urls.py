"""This room's pages."""

from django.urls import path

from lifeworld.approvals import views

OWED = "studies/<slug:slug>/obligations"

urlpatterns = [
    path(OWED, views.obligations, name="obligations"),
    path(f"{OWED}.ics", views.calendar_file, name="obligations-calendar"),
    path(f"{OWED}/course", views.course, name="course"),
    path(f"{OWED}/<str:duty>/met", views.meet, name="duty-met"),
    path(f"{OWED}/<str:duty>/aside", views.set_aside, name="duty-aside"),
    path(f"{OWED}/<str:duty>/again", views.reopen, name="duty-again"),
]
