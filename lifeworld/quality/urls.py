"""This room's page."""

from django.urls import path

from lifeworld.quality import views

urlpatterns = [path("studies/<slug:slug>/quality", views.quality, name="quality")]
