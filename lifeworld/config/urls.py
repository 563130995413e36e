"""Every address of the product. Each room lists its own pages; their names are unique across rooms."""

from django.urls import include, path

from lifeworld.config import pages
from lifeworld.config.api import api

urlpatterns = [
    path("set-up", pages.set_up, name="set-up"),
    path("unlock", pages.unlock, name="unlock"),
    path("lock", pages.lock, name="lock"),
    path("api/", api.urls),
    path("", include("lifeworld.study.urls")),
    path("", include("lifeworld.interchange.urls")),
    path("", include("lifeworld.analysis.urls")),
    path("", include("lifeworld.reporting.urls")),
]
handler400 = "lifeworld.config.pages.too_large"
handler404 = "lifeworld.config.pages.not_found"
handler500 = "lifeworld.config.pages.fault"
