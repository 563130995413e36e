"""This room's pages: the interviews, and one transcript."""

from django.urls import path

from lifeworld.interviews.views import interviews, transcript

TRANSCRIPT = "studies/<slug:slug>/transcripts/<int:version>"

urlpatterns = [
    path("studies/<slug:slug>/interviews", interviews.interviews, name="interviews"),
    path(TRANSCRIPT, transcript.transcript, name="transcript"),
    path(f"{TRANSCRIPT}/freeze", transcript.freeze, name="freeze"),
    path(f"{TRANSCRIPT}/speakers", transcript.speakers, name="speakers"),
    path(f"{TRANSCRIPT}/original", transcript.original, name="original"),
]
