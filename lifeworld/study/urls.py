"""This room's pages. A study named `new` or `bring-in` cannot be: `services` keeps those words free."""

from django.urls import path

from lifeworld.study.views import members, studies

urlpatterns = [
    path("", studies.home, name="home"),
    path("studies", studies.studies, name="studies"),
    path("studies/new", studies.new_study, name="new-study"),
    path("studies/<slug:slug>/record", studies.record, name="record"),
    path("studies/<slug:slug>/record/edit", studies.edit_record, name="edit-record"),
    path("studies/<slug:slug>/record.txt", studies.record_file, {"fmt": "txt"}, name="record-text"),
    path("studies/<slug:slug>/record.json", studies.record_file, {"fmt": "json"}, name="record-json"),
    path("studies/<slug:slug>/plan", studies.plan, name="plan"),
    path("studies/<slug:slug>/people", studies.people, name="people"),
    path("studies/<slug:slug>/members", members.members, name="members"),
    path("studies/<slug:slug>/members/<int:member>/role", members.change_role, name="member-role"),
    path("studies/<slug:slug>/members/<int:member>/end", members.end, name="member-end"),
]
