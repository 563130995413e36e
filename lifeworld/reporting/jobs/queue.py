"""The workers' queue: Procrastinate, in the same PostgreSQL as the study. Imported on a server alone.

A worker tells the database every few seconds that it lives. What one that fell silent had begun is put back into the
queue by whichever worker sweeps next.
"""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from procrastinate.contrib.django import app

from lifeworld.fieldwork.services.places import forget_places
from lifeworld.reporting.jobs import rows

LIVES_EVERY_S = 5.0
SILENT_S = 20.0
TABLES = "tables"
UPKEEP = "upkeep"


@app.task(queue=TABLES, name="make_table")
def make_table(number: int) -> None:
    """Make one long table."""
    rows.make(number)


@app.periodic(cron="* * * * * */15")
@app.task(queue=UPKEEP, name="sweep")
async def sweep(timestamp: int) -> None:
    """Take up what a worker that fell silent had begun."""
    for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=SILENT_S):
        await app.job_manager.retry_job(job, retry_at=timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queue=UPKEEP, name="forget")
def forget(timestamp: int) -> None:
    """Destroy tables that waited too long, sessions that are over, and addresses of meetings whose day is over."""
    rows.forget_old()
    forget_places(at=timezone.now())
    Session.objects.filter(expire_date__lt=timezone.now() - timedelta(hours=1)).delete()


def defer(number: int) -> None:
    """Tell the workers of an order, in the transaction that writes it down."""
    make_table.defer(number=number)


def work(*, concurrency: int) -> None:
    """Work until told to stop; a job that is running then is finished first.

    One more runs beside `concurrency` tables: upkeep must not wait for a long one.
    """
    with app.replace_connector(app.connector.get_worker_connector()) as working:  # type: ignore[attr-defined]
        working.run_worker(
            concurrency=concurrency + 1, delete_jobs="successful", update_heartbeat_interval=LIVES_EVERY_S,
            stalled_worker_timeout=SILENT_S,
        )  # fmt: skip
