"""The web application, for the server that `lifeworld run` starts."""

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
