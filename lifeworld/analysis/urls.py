"""This room's pages: the analysis, its cases, the diary, search and the trail."""

from django.urls import URLPattern, path

from lifeworld.analysis import group_urls
from lifeworld.analysis.views import case, diary, islands, overview, search, trail

STUDY = "studies/<slug:slug>"
CASE = f"{STUDY}/cases/<int:number>"

urlpatterns: list[URLPattern] = [
    path(f"{STUDY}/analysis", overview.analysis, name="analysis"),
    path(f"{STUDY}/analysis/open", overview.open_across, name="open-across"),
    path(f"{STUDY}/analysis/close", overview.close_across, name="close-across"),
    path(CASE, case.case, name="case"),
    path(f"{CASE}/open", case.open_case, name="open-case"),
    path(f"{CASE}/write", case.write_about, name="write-about"),
    path(f"{CASE}/sign-off", case.sign_off, name="sign-off"),
    path(f"{CASE}/reopen", case.reopen, name="reopen"),
    path(f"{CASE}/transcript", islands.reader, name="reader"),
    path(f"{CASE}/transcript/plain", islands.plain, name="plain-reading"),
    path(f"{CASE}/board", islands.board, name="board"),
    path(f"{CASE}/search", search.case_search, name="case-search"),
    path(f"{STUDY}/diary", diary.diary, name="diary"),
    path(f"{STUDY}/diary/new", diary.new_entry, name="new-entry"),
    path(f"{STUDY}/diary/<int:entry_id>", diary.entry, name="diary-entry"),
    path(f"{STUDY}/diary/<int:entry_id>/take-out", diary.take_out, name="take-out-entry"),
    path(f"{STUDY}/search", search.study_search, name="search"),
    path(f"{STUDY}/trail", trail.trail, name="trail"),
    *group_urls.urlpatterns,
]
