"""Every page's address; a page imports neither the API nor what it is made with. Each room lists its own pages; their
names are unique across rooms."""

from django.conf import settings
from django.urls import include, path

from lifeworld.config import first_urls

urlpatterns = [
    *first_urls.urlpatterns,
    path("", include("lifeworld.study.urls")),
    path("", include("lifeworld.approvals.urls")),
    path("", include("lifeworld.recruitment.urls")),
    path("", include("lifeworld.identities.urls")),
    path("", include("lifeworld.consent.urls")),
    path("", include("lifeworld.fieldwork.urls")),
    path("", include("lifeworld.safekeeping.urls")),
    path("", include("lifeworld.interchange.urls")),
    path("", include("lifeworld.agenda.urls")),
    path("", include("lifeworld.interviews.urls")),
    path("", include("lifeworld.analysis.urls")),
    path("", include("lifeworld.quality.urls")),
    path("", include("lifeworld.reporting.urls")),
]
if settings.SERVER:
    urlpatterns.append(path("", include("lifeworld.store.signing_in.urls")))
handler400, handler404, handler500 = first_urls.handler400, first_urls.handler404, first_urls.handler500
handler429 = "lifeworld.config.pages.too_often"
