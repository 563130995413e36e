"""This room's pages."""

from django.urls import path

from lifeworld.interchange.views import archive, bringing_in, interviews, transcript

urlpatterns = [
    path("studies/bring-in", archive.bring_in, name="bring-in-study"),
    path("studies/<slug:slug>/archive", archive.take_out, name="take-out-study"),
    path("studies/<slug:slug>/interviews", interviews.interviews, name="interviews"),
    path("studies/<slug:slug>/interviews/import", bringing_in.bring_in, name="import"),
    path("studies/<slug:slug>/interviews/import/preview", bringing_in.preview, name="import-preview"),
    path("studies/<slug:slug>/transcripts/<int:version>", transcript.transcript, name="transcript"),
    path("studies/<slug:slug>/transcripts/<int:version>/freeze", transcript.freeze, name="freeze"),
    path("studies/<slug:slug>/transcripts/<int:version>/speakers", transcript.speakers, name="speakers"),
    path("studies/<slug:slug>/transcripts/<int:version>/original", transcript.original, name="original"),
]
