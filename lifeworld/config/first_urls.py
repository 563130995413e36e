"""The addresses around the studies, the only ones that are read before the store is open; the head of every page names
some of them. All others are imported while a person types a passphrase (`config.loading`)."""

from django.urls import path

from lifeworld.config import pages
from lifeworld.help import pages as help_pages
from lifeworld.store import pages as store_pages

urlpatterns = [
    path("set-up", pages.set_up, name="set-up"),
    path("unlock", pages.unlock, name="unlock"),
    path("lock", pages.lock, name="lock"),
    path("help", help_pages.document, name="help"),
    path("help/pictures/<str:name>", help_pages.picture_file, name="help-picture"),
    path("help/examples/<path:name>", help_pages.example_file, name="help-example"),
    path("help/<path:document>", help_pages.document, name="help"),
    path("store", store_pages.page, name="store"),
    path("store/back-up", store_pages.back_up, name="store-back-up"),
    path("store/passphrase", store_pages.change_passphrase, name="store-passphrase"),
    path("store/recovery-key", store_pages.make_recovery_key, name="store-recovery-key"),
    path("store/tokens", store_pages.make_token, name="store-tokens"),
    path("store/tokens/<int:token>/revoke", store_pages.revoke_token, name="store-token-revoke"),
]
handler400 = "lifeworld.config.pages.too_large"
handler404 = "lifeworld.config.pages.not_found"
handler500 = "lifeworld.config.pages.fault"
