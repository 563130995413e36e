"""This room's pages."""

from django.urls import path

from lifeworld.agenda import views

urlpatterns = [
    path("today", views.today, name="today"),
    path("studies/<slug:slug>", views.study_home, name="study"),
    path("studies/<slug:slug>/calendar", views.calendar, name="calendar"),
    path("studies/<slug:slug>/calendar.ics", views.calendar_file, name="calendar-file"),
]
