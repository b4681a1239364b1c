"""Takes a check out of the application that runs in this process, and puts it in its place again."""

from __future__ import annotations

import ast
import importlib
import inspect
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FunctionType

from flask import Flask

FILE = Path(__file__).with_name("removals.toml")
Check = Mapping[str, str]


def checks() -> list[Check]:
    """Every check that can be taken out."""
    found: list[Check] = tomllib.loads(FILE.read_text("utf-8"))["check"]
    return found


@contextmanager
def without(check: Check, app: Flask | None = None) -> Iterator[None]:
    """Run a block without a check. One that is a setting is taken out of this application."""
    if app is not None and "setting" in check:
        app.config[check["setting"]] = False
        try:
            yield
        finally:
            app.config[check["setting"]] = True
        return
    function = _function(check)
    whole, function.__code__ = function.__code__, weakened(check)
    try:
        yield
    finally:
        function.__code__ = whole


def weakened(check: Check) -> CodeType:
    """The code of the function without the check. The words must stand in it, and once."""
    function = _function(check)
    source = textwrap.dedent(inspect.getsource(function))
    if source.count(check["old"]) != 1:
        raise ValueError(f"“{check['old']}” stands {source.count(check['old'])} times in {check['where']}")
    tree = ast.parse(source.replace(check["old"], check["new"]))
    tree.body = [ast.parse("from __future__ import annotations").body[0], *tree.body]
    (definition,) = (one for one in tree.body if isinstance(one, ast.FunctionDef))
    definition.decorator_list = []
    known: dict[str, object] = {}
    exec(compile(tree, inspect.getfile(function), "exec"), function.__globals__, known)  # noqa: S102 -- our own source
    made = known[function.__name__]
    assert isinstance(made, FunctionType)  # noqa: S101 -- it was parsed as one
    return made.__code__


def _function(check: Check) -> FunctionType:
    module, _, name = check["where"].partition(":")
    found = inspect.unwrap(getattr(importlib.import_module(module), name))
    if not isinstance(found, FunctionType):
        raise TypeError(f"{check['where']} is no function")
    return found
