"""Who asks: the account of the request's session, and the tokens that show that a form is this site's own.

Every form that changes anything carries a token. The forms that only ask something with a body (a draft to review,
gathered material, the API's texts) change nothing on the server and carry none.
"""

from __future__ import annotations

import secrets
from typing import Final

from flask import Flask
from flask import Response
from flask import current_app
from flask import g
from flask import request

from indexer.accounts import Accounts
from indexer.errors.accounts import EditorsOnlyError
from indexer.errors.accounts import ForeignFormError
from indexer.errors.accounts import NoAccountsError
from indexer.views.accounts import Account
from indexer.views.accounts import Audience
from webapp.settings import Settings

#: The field of a form in which its token stands.
FORM_FIELD: Final = "ma-bieu-mau"

_EXTENSION: Final = "cancu-accounts"
_LOCAL: Final = "cancu-local"
_THIS_MACHINE: Final = frozenset({"127.0.0.1", "::1", "localhost", "[::1]"})
_THROUGH_OTHERS: Final = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via")
_SESSION: Final = "cancu_session"
_BROWSER: Final = "cancu_browser"  # a random value that the browser keeps until it is closed
_SECRET_BYTES: Final = 24
_LONGEST_COOKIE: Final = 100


def register(app: Flask, settings: Settings) -> None:
    """Let the requests of `app` know the accounts in `settings.state`, and its templates who asks."""
    app.extensions[_EXTENSION] = Accounts(settings.state) if settings.state is not None else None
    app.extensions[_LOCAL] = settings.local
    app.jinja_env.globals |= {
        "has_accounts": has_accounts,
        "signed_in": signed_in,
        "form_field": FORM_FIELD,
        "form_token": form_token,
    }
    app.after_request(_with_cookies)


def accounts() -> Accounts:
    """Return the accounts of this site.

    Raises:
        NoAccountsError: it has none.
    """
    if not has_accounts():
        raise NoAccountsError
    found: Accounts = current_app.extensions[_EXTENSION]
    return found


def has_accounts() -> bool:
    """Tell whether this site has accounts."""
    if "has_accounts" not in g:
        found: Accounts | None = current_app.extensions[_EXTENSION]
        g.has_accounts = False  # for the page that says so, where the state cannot be read
        g.has_accounts = found is not None and found.any
    return bool(g.has_accounts)


def signed_in() -> Account | None:
    """Return the account of this request's session, None for a stranger."""
    if "account" not in g:
        g.account = accounts().session(session_token()) if has_accounts() else None
    account: Account | None = g.account
    return account


def editor() -> Account:
    """Return the account of whoever sent this request.

    Raises:
        NoAccountsError: the site has no accounts.
        EditorsOnlyError: nobody is signed in.
    """
    accounts()
    account = signed_in()
    if account is None:
        raise EditorsOnlyError
    return account


def audience() -> Audience:
    """Return for whom the answer is meant.

    Internal documents are shown to signed-in editors; on a site without accounts, to whoever sits at the machine,
    where the site answers on that machine alone.
    """
    if has_accounts():
        return Audience.EDITORS if signed_in() is not None else Audience.EVERYONE
    return Audience.EDITORS if current_app.extensions[_LOCAL] and at_this_machine() else Audience.EVERYONE


def stranger_without_name() -> bool:
    """Tell whether this request gets what anybody anywhere gets, so that pages of other sites may read the answer.

    Nothing that a session or the machine itself opens is for them, and no account is looked up to know it.
    """
    return not request.cookies and not (current_app.extensions[_LOCAL] and at_this_machine())


def passed_on() -> bool:
    """Tell whether somebody between passed the request on, by what it says itself."""
    return any(header in request.headers for header in _THROUGH_OTHERS)


def at_this_machine() -> bool:
    """Tell whether whoever asks sits at the machine on which the site runs."""
    # A proxy on this machine passes on the requests of others, and says so. A page of another site can have its name
    # lead to this machine: the browser then asks under that name.
    name = request.host.rpartition(":")[0] if request.host.rpartition(":")[2].isdecimal() else request.host
    return request.remote_addr in _THIS_MACHINE and name in _THIS_MACHINE and not passed_on()


def session_token() -> str | None:
    """Return the token of the session that the browser sends."""
    return request.cookies.get(_SESSION, "")[:_LONGEST_COOKIE] or None


def form_token() -> str:
    """Return the token for the forms of this answer."""
    return accounts().form_token(_form_secret())


def check_form() -> None:
    """Refuse the form at hand unless it carries the token that this browser was given.

    Raises:
        NoAccountsError: the site has no accounts.
        ForeignFormError: it does not.
    """
    if not accounts().is_form_token(_form_secret(), request.form.get(FORM_FIELD, "")):
        raise ForeignFormError


def keep_session(token: str | None) -> None:
    """Let the answer give the browser a session, or take it away (None)."""
    g.new_session = token


def _form_secret() -> str:
    # Bound to the account and the browser but not to the session: who signs in again can send a form typed before.
    if "browser" not in g:
        g.browser = request.cookies.get(_BROWSER, "")[:_LONGEST_COOKIE] or secrets.token_urlsafe(_SECRET_BYTES)
    account = signed_in()
    return f"{account.id if account else 0}:{g.browser}"


def _with_cookies(response: Response) -> Response:
    if "browser" in g and _BROWSER not in request.cookies:
        _set_cookie(response, _BROWSER, g.browser)
    if "new_session" in g:
        if g.new_session is None:
            response.delete_cookie(_SESSION, httponly=True, samesite="Lax", secure=_is_https())
        else:
            _set_cookie(response, _SESSION, g.new_session)
    if "account" in g or "browser" in g or "new_session" in g:
        # The page of one person is nobody else's; browsers keep it for their own way back.
        response.headers["Cache-Control"] = "private, no-cache"
        response.vary.add("Cookie")
    return response


def _set_cookie(response: Response, name: str, value: str) -> None:
    response.set_cookie(name, value, httponly=True, samesite="Lax", secure=_is_https())


def _is_https() -> bool:
    # A forged header can only keep the forger's own cookie from being sent in clear.
    return request.is_secure or request.headers.get("X-Forwarded-Proto", "").strip().lower() == "https"
