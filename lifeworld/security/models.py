"""Who may come in: people, their tokens for scripts, and secrets that only an open store gives out."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from lifeworld.common.disclosure import labelled


class PersonManager(BaseUserManager["Person"]):
    """Makes people; on a laptop there is one, made when the store is set up."""

    def create_person(self, *, username: str, name: str) -> "Person":
        """A person who signs in by unlocking the store, so without a password of their own."""
        person = self.model(username=username, name=name)
        person.set_unusable_password()
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Someone who works in this store. What they may see is set study by study (`study.Membership`)."""

    username = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    objects: PersonManager = PersonManager()

    USERNAME_FIELD = "username"
    disclosure = labelled(identifying="username name", plain="id password last_login is_active")

    def __str__(self) -> str:
        return self.name


class ApiToken(models.Model):
    """A script's key to the API, for a time that is set when it is made and never after. Only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="tokens")
    label = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    disclosure = labelled(plain="id person label digest created_at expires_at revoked_at last_used_at")


class StoreSecret(models.Model):
    """A random secret that lives inside the sealed store, such as the key for drafts kept by the browser."""

    name = models.CharField(max_length=40, unique=True)
    value = models.BinaryField()

    disclosure = labelled(plain="id name value")
