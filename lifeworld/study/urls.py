"""This room's pages. A study named `new` or `bring-in` cannot be: `services` keeps those words free."""

from django.urls import path

from lifeworld.study import member_views, views

urlpatterns = [
    path("", views.home, name="home"),
    path("studies", views.studies, name="studies"),
    path("studies/new", views.new_study, name="new-study"),
    path("studies/<slug:slug>/record", views.record, name="record"),
    path("studies/<slug:slug>/record/edit", views.edit_record, name="edit-record"),
    path("studies/<slug:slug>/record.txt", views.record_file, {"fmt": "txt"}, name="record-text"),
    path("studies/<slug:slug>/record.json", views.record_file, {"fmt": "json"}, name="record-json"),
    path("studies/<slug:slug>/plan", views.plan, name="plan"),
    path("studies/<slug:slug>/people", views.people, name="people"),
    path("studies/<slug:slug>/members", member_views.members, name="members"),
    path("studies/<slug:slug>/members/<int:member>/role", member_views.change_role, name="member-role"),
    path("studies/<slug:slug>/members/<int:member>/end", member_views.end, name="member-end"),
]
