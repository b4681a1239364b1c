"""The application, for a web server to serve: `gunicorn wsgi:app`. Post is carried beside it, unless set otherwise."""

import os

import config
from caseflow.app import create_app
from caseflow.cli.work import beside
from caseflow.watch import log

log.set_up()

_settings = config.read(demo=os.environ.get("CASEFLOW_DEMO") == "1")
app = create_app(_settings)
worker = beside(app.extensions["office"], _settings)
