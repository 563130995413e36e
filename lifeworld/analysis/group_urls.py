"""The group level's pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
