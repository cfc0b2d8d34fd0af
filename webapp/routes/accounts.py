"""Signing in and out, and one's own account. On a site without accounts none of these pages exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint
from flask import Response
from flask import make_response
from flask import redirect
from flask import request
from werkzeug.wrappers import Response as AnyResponse

from indexer.accounts import LONGEST_PASSWORD
from indexer.accounts import SHORTEST_PASSWORD
from indexer.errors import CancuError
from indexer.errors.accounts import SignInRefusedError
from indexer.errors.accounts import TooManyAttemptsError
from indexer.errors.accounts import WeakPasswordError
from indexer.errors.accounts import WrongPasswordError
from webapp import addresses
from webapp import visitors
from webapp.errors import retry_headers
from webapp.errors import status_of
from webapp.pages import Page
from webapp.pages import render

area: Final = Blueprint("accounts", __name__)

_MOST_BYTES: Final = 16_384  # of a form with a name, two passwords and an address
_SEE_OTHER: Final = 303


@dataclass(frozen=True, slots=True)
class SignInPage(Page):
    """The context of sign_in.html. `goal` is where to go afterwards."""

    name: str
    goal: str
    message: str


@dataclass(frozen=True, slots=True)
class AccountPage(Page):
    """The context of account.html."""

    name: str
    message: str
    done: bool
    shortest: int
    longest: int


@area.get(addresses.SIGN_IN)
def sign_in_form() -> str | AnyResponse:
    """Ask for name and password."""
    visitors.accounts()
    goal = own_path(request.args.get("tiep", ""))
    if visitors.signed_in() is not None:
        return redirect(goal, _SEE_OTHER)
    return render("sign_in.html", SignInPage("", goal, ""))


@area.post(addresses.SIGN_IN)
def sign_in() -> AnyResponse:
    """Begin a session and go where the visitor was going."""
    _bound()
    visitors.check_form()
    name, goal = request.form.get("ten", ""), own_path(request.form.get("tiep", ""))
    try:
        begun = visitors.accounts().sign_in(
            name, request.form.get("mat-khau", ""), request.remote_addr or "", former=visitors.session_token()
        )
    except (SignInRefusedError, TooManyAttemptsError) as error:
        return _refused(render("sign_in.html", SignInPage(name[:100], goal, str(error))), error)
    visitors.keep_session(begun.token)
    return redirect(goal, _SEE_OTHER)


@area.get(addresses.SIGN_OUT)
def sign_out_page() -> AnyResponse:
    """Lead to the page with the button: an address alone ends nobody's session."""
    visitors.accounts()
    return redirect(addresses.ACCOUNT)


@area.post(addresses.SIGN_OUT)
def sign_out() -> AnyResponse:
    """End the session."""
    _bound()
    visitors.check_form()
    token = visitors.session_token()
    if token is not None:
        visitors.accounts().sign_out(token)
    visitors.keep_session(None)
    return redirect("/", _SEE_OTHER)


@area.get(addresses.ACCOUNT)
def account() -> str | AnyResponse:
    """Show whoever is signed in their account."""
    visitors.accounts()
    if visitors.signed_in() is None:
        return redirect(addresses.sign_in(addresses.ACCOUNT))
    return _account_page("", done=False)


@area.post(addresses.ACCOUNT)
def change_password() -> str | AnyResponse:
    """Change the password of whoever is signed in; other sessions of theirs end."""
    _bound()
    own = visitors.editor()
    visitors.check_form()
    new = request.form.get("mat-khau-moi", "")
    if new != request.form.get("mat-khau-moi-2", ""):
        return make_response(_account_page("Hai lần gõ mật khẩu mới khác nhau.", done=False), 400)
    old = request.form.get("mat-khau", "")
    try:
        begun = visitors.accounts().change_password(own, old, new, request.remote_addr or "")
    except (WrongPasswordError, WeakPasswordError, TooManyAttemptsError) as error:
        return _refused(_account_page(str(error), done=False), error)
    visitors.keep_session(begun.token)
    return _account_page("Đã đổi mật khẩu; các phiên khác của tài khoản này đã kết thúc.", done=True)


def own_path(text: str) -> str:
    """Return `text` where it is a path of this site, else the first page: nobody is led away from here."""
    foreign = not text.startswith("/") or text.startswith("//") or "\\" in text
    return "/" if foreign or not text.isprintable() or " " in text else text


def _account_page(message: str, *, done: bool) -> str:
    page = AccountPage(visitors.editor().name, message, done, SHORTEST_PASSWORD, LONGEST_PASSWORD)
    return render("account.html", page)


def _refused(html: str, error: CancuError) -> Response:
    return make_response(html, status_of(error), retry_headers(error))


def _bound() -> None:
    request.max_content_length = _MOST_BYTES
    request.max_form_memory_size = _MOST_BYTES
