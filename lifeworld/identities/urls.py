"""This room's pages."""

from django.urls import path

from lifeworld.identities.views import looks, names, person

NAMES = "studies/<slug:slug>/names"

urlpatterns = [
    path(NAMES, names.names, name="identities"),
    path(f"{NAMES}/open", names.open_for, name="names-open"),
    path(f"{NAMES}/close", names.close, name="names-close"),
    path(f"{NAMES}/openings", looks.looks, name="names-openings"),
    path(f"{NAMES}/<int:serial>", person.person, name="identity"),
]
