"""This room's pages."""

from django.urls import path

from lifeworld.recruitment.views import criteria, entries, frames, plan, recruitment, stages

RECRUITMENT = "studies/<slug:slug>/recruitment"
CRITERIA = f"{RECRUITMENT}/criteria"
FRAMES = f"{RECRUITMENT}/frames"
ENTRY = f"{RECRUITMENT}/<int:serial>"

urlpatterns = [
    path(RECRUITMENT, recruitment.recruitment, name="recruitment"),
    path(f"{RECRUITMENT}/flow.svg", recruitment.flow_picture, name="flow-picture"),
    path(f"{RECRUITMENT}/plan", plan.plan, name="recruitment-plan"),
    path(CRITERIA, criteria.criteria, name="criteria"),
    path(f"{CRITERIA}/begin", criteria.begin, name="criteria-begin"),
    path(f"{CRITERIA}/new", criteria.new_criterion, name="new-criterion"),
    path(f"{CRITERIA}/<int:criterion>", criteria.criterion, name="criterion"),
    path(f"{CRITERIA}/<int:criterion>/up", criteria.move_up, name="criterion-up"),
    path(f"{CRITERIA}/<int:criterion>/retire", criteria.retire, name="criterion-retire"),
    path(FRAMES, frames.frames, name="frames"),
    path(f"{FRAMES}/new", frames.new_frame, name="new-frame"),
    path(f"{FRAMES}/<int:frame>", frames.frame_page, name="frame"),
    path(f"{FRAMES}/<int:frame>/take-out", frames.take_out, name="frame-take-out"),
    path(f"{RECRUITMENT}/new", entries.new_entry, name="new-screening-entry"),
    path(ENTRY, entries.entry, name="screening-entry"),
    path(f"{ENTRY}/correct", entries.correct, name="correct-entry"),
    path(f"{ENTRY}/reach", stages.reach, name="reach-stage"),
    path(f"{ENTRY}/leave", stages.leave, name="went-no-further"),
    path(f"{ENTRY}/take-back", stages.take_back, name="take-back-stage"),
]
