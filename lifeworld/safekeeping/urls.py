"""This room's pages."""

from django.urls import path

from lifeworld.safekeeping.views import destruction, retention, withdrawals

STUDY = "studies/<slug:slug>"
ENTRY = f"{STUDY}/recruitment/<int:serial>"
RETENTION = f"{STUDY}/retention"
DESTRUCTION = f"{RETENTION}/destructions/<int:number>"

urlpatterns = [
    path(f"{ENTRY}/withdraw", withdrawals.withdraw, name="withdraw"),
    path(f"{ENTRY}/everything", withdrawals.everything, name="everything"),
    path(f"{ENTRY}/withdrawals/<int:number>/certificate", withdrawals.certificate, name="withdrawal-certificate"),
    path(f"{STUDY}/withdrawals", withdrawals.withdrawals, name="withdrawals"),
    path(f"{STUDY}/withdrawals/clear", withdrawals.clear, name="withdrawals-clear"),
    path(RETENTION, retention.retention, name="retention"),
    path(f"{RETENTION}/backups/<int:backup>/deleted", retention.backup_deleted, name="backup-deleted"),
    path(DESTRUCTION, destruction.destruction, name="destruction"),
    path(f"{DESTRUCTION}/take-back", destruction.take_back, name="destruction-take-back"),
    path(f"{DESTRUCTION}/certificate", destruction.certificate, name="destruction-certificate"),
    path(f"{RETENTION}/<slug:klass>", retention.rule, name="retention-class"),
    path(f"{RETENTION}/<slug:klass>/aside", retention.set_aside, name="retention-aside"),
    path(f"{RETENTION}/<slug:klass>/again", retention.take_up, name="retention-again"),
    path(f"{RETENTION}/<slug:klass>/propose", destruction.propose, name="destruction-propose"),
]
