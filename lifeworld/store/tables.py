"""Whether the store's tables are this program's, and what brings them there. Two processes must not do it at once."""

from pkgutil import iter_modules

from django.apps import apps
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from lifeworld.common.errors import DomainError
from lifeworld.store.new_tables import lay_tables

Name = tuple[str, str]


class NewerStoreError(DomainError):
    """A later version of the program has changed the tables of this store."""

    def __init__(self) -> None:
        super().__init__(
            "This store was opened by a newer version of Lifeworld.",
            "Nothing was changed.",
            "Install the newer version here and open it there, or restore a backup from before into an empty folder.",
        )


def bring_up_to_date() -> bool:
    """Change what is not as this program wants it; True where there were no tables before.

    Nearly always nothing is to be done, and two lists of names say so: those that the store keeps of the steps it has
    taken, and those of the files that hold the steps. Only where they differ are the steps themselves imported, and a
    new embedded store is given what they come to.

    Raises:
        NewerStoreError: the store has taken steps of ours that this program does not know.
    """
    taken, known = _taken(), _known()
    if taken == known:
        return False
    if not taken and lay_tables(known):
        return True
    executor = MigrationExecutor(connection)
    _refuse_newer(executor)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    is_new = not executor.loader.applied_migrations
    call_command("migrate", verbosity=0, interactive=False)
    return is_new


def _taken() -> set[Name]:
    return set(MigrationRecorder(connection).applied_migrations())


def _known() -> set[Name]:
    """Every step on disk, as Django's loader finds them: https://docs.djangoproject.com/en/5.2/topics/migrations/."""
    return {
        (app.label, module.name)
        for app in apps.get_app_configs()
        for module in iter_modules([f"{app.path}/migrations"])
        if not module.ispkg and module.name[0] not in "_~"
    }


def _refuse_newer(executor: MigrationExecutor) -> None:
    """Other apps' steps may lie there unknown: a server's database has some that a laptop's program does without."""
    loader = executor.loader
    known = set(loader.disk_migrations).union(*(squashed.replaces for squashed in loader.replacements.values()))
    ours = {app.label for app in apps.get_app_configs() if app.name.startswith("lifeworld.")}
    if any(label in ours and (label, name) not in known for label, name in loader.applied_migrations):
        raise NewerStoreError
