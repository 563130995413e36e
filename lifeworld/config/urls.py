"""Every address of the product. Each room lists its own pages; their names are unique across rooms."""

from django.conf import settings
from django.urls import include, path

from lifeworld.config import first_urls, store_pages
from lifeworld.config.api import api

urlpatterns = [
    *first_urls.urlpatterns,
    path("store", store_pages.page, name="store"),
    path("store/back-up", store_pages.back_up, name="store-back-up"),
    path("store/passphrase", store_pages.change_passphrase, name="store-passphrase"),
    path("store/recovery-key", store_pages.make_recovery_key, name="store-recovery-key"),
    path("store/tokens", store_pages.make_token, name="store-tokens"),
    path("store/tokens/<int:token>/revoke", store_pages.revoke_token, name="store-token-revoke"),
    path("api/", api.urls),
    path("", include("lifeworld.study.urls")),
    path("", include("lifeworld.approvals.urls")),
    path("", include("lifeworld.interchange.urls")),
    path("", include("lifeworld.interviews.urls")),
    path("", include("lifeworld.analysis.urls")),
    path("", include("lifeworld.quality.urls")),
    path("", include("lifeworld.reporting.urls")),
]
if settings.SERVER:
    urlpatterns.append(path("", include("lifeworld.config.signing_in.urls")))
handler400, handler404, handler500 = first_urls.handler400, first_urls.handler404, first_urls.handler500
handler429 = "lifeworld.config.pages.too_often"
