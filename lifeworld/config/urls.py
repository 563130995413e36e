"""Every address of the product. Each room lists its own pages; their names are unique across rooms."""

from django.conf import settings
from django.urls import include, path

from lifeworld.config import pages, store_pages
from lifeworld.config.api import api
from lifeworld.config.help import pages as help_pages

urlpatterns = [
    path("set-up", pages.set_up, name="set-up"),
    path("unlock", pages.unlock, name="unlock"),
    path("lock", pages.lock, name="lock"),
    path("store", store_pages.page, name="store"),
    path("store/back-up", store_pages.back_up, name="store-back-up"),
    path("store/passphrase", store_pages.change_passphrase, name="store-passphrase"),
    path("store/recovery-key", store_pages.make_recovery_key, name="store-recovery-key"),
    path("store/tokens", store_pages.make_token, name="store-tokens"),
    path("store/tokens/<int:token>/revoke", store_pages.revoke_token, name="store-token-revoke"),
    path("help", help_pages.document, name="help"),
    path("help/pictures/<str:name>", help_pages.picture_file, name="help-picture"),
    path("help/examples/<path:name>", help_pages.example_file, name="help-example"),
    path("help/<path:document>", help_pages.document, name="help"),
    path("api/", api.urls),
    path("", include("lifeworld.study.urls")),
    path("", include("lifeworld.interchange.urls")),
    path("", include("lifeworld.analysis.urls")),
    path("", include("lifeworld.reporting.urls")),
]
if settings.SERVER:
    urlpatterns.append(path("", include("lifeworld.config.signing_in.urls")))
handler400 = "lifeworld.config.pages.too_large"
handler429 = "lifeworld.config.pages.too_often"
handler404 = "lifeworld.config.pages.not_found"
handler500 = "lifeworld.config.pages.fault"
