"""The addresses that are read before the store is open. All others are imported while a person types a passphrase."""

from django.urls import path

from lifeworld.config import pages
from lifeworld.config.help import pages as help_pages

urlpatterns = [
    path("set-up", pages.set_up, name="set-up"),
    path("unlock", pages.unlock, name="unlock"),
    path("lock", pages.lock, name="lock"),
    path("help", help_pages.document, name="help"),
    path("help/pictures/<str:name>", help_pages.picture_file, name="help-picture"),
    path("help/examples/<path:name>", help_pages.example_file, name="help-example"),
    path("help/<path:document>", help_pages.document, name="help"),
]
handler400 = "lifeworld.config.pages.too_large"
handler404 = "lifeworld.config.pages.not_found"
handler500 = "lifeworld.config.pages.fault"
