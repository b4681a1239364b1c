"""The application, for a web server to serve: `gunicorn wsgi:app`."""

from caseflow.app import create_app

app = create_app()
