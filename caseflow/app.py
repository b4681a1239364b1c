"""Where the rooms are wired together: the only place."""

from __future__ import annotations

import os
from datetime import timedelta
from types import TracebackType

import jinja2
from flask import Blueprint, Flask, send_from_directory
from flask.typing import ResponseReturnValue

import config as settings
from caseflow import paper
from caseflow.casework.demo_clock import DemoClock
from caseflow.casework.office import Office, open_office
from caseflow.casework.session_rules import DEMONSTRATION, Limits
from caseflow.casework.sessions import REMEMBERED
from caseflow.ledger.seal import derive
from caseflow.web import (
    account,
    board,
    breaches,
    bundle,
    calendar,
    cases,
    demo,
    desk,
    door,
    emergency,
    errors,
    evidence,
    evidence_adding,
    factors,
    given_back,
    given_posts,
    governors,
    headers,
    invitation,
    journal,
    letters,
    oidc,
    once,
    operations,
    policy,
    policy_notices,
    post,
    recovery,
    report,
    report_files,
    say,
    schoolcalendar,
    signin,
    staff,
    today,
    uploads,
    warned,
    watching,
    wording,
)
from caseflow.web import settings as own_settings
from caseflow.web.proxy import BelievedProxy

ASSETS = settings.ROOT / "build" / "assets"
FONTS = ASSETS / "fonts"


class Caseflow(Flask):
    """A Flask in which every request is one transaction: all of it, or none. The answer leaves when it is durable."""

    request_class = uploads.Taking

    def dispatch_request(self) -> ResponseReturnValue:
        """Do what was asked, and keep it; undo it if anything goes wrong."""
        try:
            answer = self.make_response(super().dispatch_request())
            desk.keep()
        except BaseException:
            desk.undo()
            raise
        return answer

    def log_exception(
        self, exc_info: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
    ) -> None:
        """Where it broke; Flask itself would write down the address too, and the error's own words."""
        watching.fault(exc_info)


def create_app(config: settings.Config | None = None, office: Office | None = None) -> Flask:
    """The application. Raises WrongSetting or KeysMissing in one clear line rather than start half-way."""
    config = config or settings.read(demo=os.environ.get("CASEFLOW_DEMO") == "1")
    office = office or open_office(config.database_url, config.keyring_url, config.keys, home=config.home)
    app = Caseflow("caseflow", template_folder=str(settings.ROOT / "templates"), static_folder=None)
    app.extensions["office"] = office
    if config.demo:
        office.clock = DemoClock(config.home / "clock", office.clock)
        app.register_blueprint(demo.blueprint)
    paper.set_up(FONTS)
    app.config.update(
        DEMO=config.demo,
        MAIL=config.mail is not None,
        CHECKPOINTS_TO=config.checkpoints_to,
        METRICS_TOKEN=config.metrics_token,
        SECRET_KEY=derive(office.safe.kek, "caseflow session v1"),
        SESSION_COOKIE_NAME="__Host-cf" if config.secure_cookies else "cf",
        SESSION_COOKIE_SECURE=config.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_PATH="/",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=8) + REMEMBERED,  # the row says when it ends
        MAX_CONTENT_LENGTH=1024 * 1024,
        MAX_FORM_MEMORY_SIZE=1024 * 1024,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # it asks for a Referer, which our own pages forbid; headers.py asks Sec-Fetch-Site
    )
    if config.trust_proxy:
        app.wsgi_app = BelievedProxy(app.wsgi_app, config.trust_proxy)  # type: ignore[method-assign]
    _dress_templates(app)
    watching.put_on(app)
    uploads.protect(app, evidence_adding.item, report_files.add)
    door.put_on(app, DEMONSTRATION if config.demo else Limits.of(config.session_limits))
    given_back.put_on(app)
    oidc.put_on(app, config.provider)
    headers.put_on(app)
    errors.answer_for(app)
    say.put_on(app)
    for room in _rooms():
        app.register_blueprint(room)
    app.add_url_rule("/assets/<path:name>", "assets", _asset)
    app.teardown_request(lambda _error: desk.undo())
    return app


def _rooms() -> list[Blueprint]:
    return [
        signin.blueprint,
        account.blueprint,
        factors.blueprint,
        recovery.blueprint,
        oidc.blueprint,
        today.blueprint,
        cases.blueprint,
        report.blueprint,
        governors.blueprint,
        emergency.blueprint,
        breaches.blueprint,
        board.blueprint,
        staff.blueprint,
        given_posts.blueprint,
        own_settings.blueprint,
        wording.blueprint,
        schoolcalendar.blueprint,
        calendar.blueprint,
        warned.blueprint,
        journal.blueprint,
        letters.blueprint,
        bundle.blueprint,
        evidence.blueprint,
        policy.blueprint,
        post.blueprint,
        operations.blueprint,
        invitation.blueprint,
    ]


def _dress_templates(app: Flask) -> None:
    govuk = jinja2.PrefixLoader({"govuk_frontend_jinja": jinja2.PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = jinja2.ChoiceLoader([jinja2.FileSystemLoader(settings.ROOT / "templates"), govuk])
    app.jinja_env.autoescape = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(new_request_key=once.new_key, policy_to_read=policy_notices.to_read)
    app.jinja_env.globals.update(told_you=post.told_you, posts_to_agree=given_posts.to_agree)
    app.context_processor(today.shell)


def _asset(name: str) -> ResponseReturnValue:
    return send_from_directory(ASSETS, name, max_age=3600)
