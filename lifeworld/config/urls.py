"""Every address of the product: its pages and its API."""

from django.urls import path

from lifeworld.config import page_urls
from lifeworld.config.api import api

# The API first: every save goes there, and would be compared with two hundred pages before.
urlpatterns = [path("api/", api.urls), *page_urls.urlpatterns]
handler400, handler404, handler500 = page_urls.handler400, page_urls.handler404, page_urls.handler500
handler429 = page_urls.handler429
