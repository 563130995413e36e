"""A server's own addresses. allauth's names are kept, because it looks its pages up by them.

The rest of it is left out: no sign-up, no e-mail, no passphrase sent to anybody.
"""

from allauth.account import views as account
from allauth.mfa.base import views as second_factor
from allauth.mfa.recovery_codes import views as recovery_codes
from allauth.mfa.totp import views as totp
from django.urls import path
from django.views.generic import RedirectView

from lifeworld.store.signing_in import pages

urlpatterns = [
    path("sign-in", account.login, name="account_login"),
    path("sign-in/code", second_factor.authenticate, name="mfa_authenticate"),
    path("sign-out", account.logout, name="account_logout"),
    path("come-in/<int:key>/<str:token>", pages.come_in, name="come-in"),
    path("account", pages.account, name="account"),
    path("account/sessions", pages.end_session, name="account-sessions"),
    path("account/again", account.reauthenticate, name="account_reauthenticate"),
    path("account/again/code", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path(
        "account/passphrase",
        account.PasswordChangeView.as_view(success_url="/account?done=passphrase"),
        name="account_change_password",
    ),
    path("account/factors", RedirectView.as_view(url="/account"), name="mfa_index"),
    path("account/authenticator", pages.SetUpAuthenticator.as_view(), name="mfa_activate_totp"),
    path("account/authenticator/another", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("account/recovery-codes", recovery_codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new", recovery_codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
