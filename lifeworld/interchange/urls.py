"""This room's pages: files that come in, and whole studies in and out."""

from django.urls import path

from lifeworld.interchange.views import archive, bringing_in

urlpatterns = [
    path("studies/bring-in", archive.bring_in, name="bring-in-study"),
    path("studies/<slug:slug>/archive", archive.take_out, name="take-out-study"),
    path("studies/<slug:slug>/interviews/import", bringing_in.bring_in, name="import"),
    path("studies/<slug:slug>/interviews/import/preview", bringing_in.preview, name="import-preview"),
]
