"""The application, for a web server to serve: `gunicorn wsgi:app`. Post is carried beside it, unless set otherwise."""

import os

import config
from caseflow.app import create_app
from caseflow.cli.work import beside
from caseflow.watch import log

_settings = config.read(demo=os.environ.get("CASEFLOW_DEMO") == "1")
log.set_up(quiet=_settings.demo)
app = create_app(_settings)
worker = beside(app.extensions["office"], _settings)
