"""Every address of the product: its pages and its API."""

from django.urls import path

from lifeworld.config import page_urls
from lifeworld.config.api import api

urlpatterns = [*page_urls.urlpatterns, path("api/", api.urls)]
handler400, handler404, handler500 = page_urls.handler400, page_urls.handler404, page_urls.handler500
handler429 = page_urls.handler429
