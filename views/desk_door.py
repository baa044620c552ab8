"""The door of the desk: who may come in. Readers never pass it."""

from __future__ import annotations

import streamlit as st
from streamlit.errors import StreamlitAuthError, StreamlitMissingAuthlibError

from geo import access, desk
from geo.errors import AccessError
from views import parts
from views.desk_work import text

DOOR_HTML = "<span hidden></span>"
# The cookie that holds a ticket.
TICKET = "dateline-desk"


@st.cache_resource(show_spinner=False)
def door() -> access.Door:
    """The one door of this server: it counts wrong passwords."""
    return access.Door()


def is_open() -> bool:
    """Whether anybody may come in at all."""
    try:
        return access.way_in() != "closed"
    except AccessError:
        return False


def passed() -> bool:
    """Whether this editor is in; otherwise the page says what to do."""
    try:
        way = access.way_in()
        if way == "password":
            return known() or ask_password()
        if way == "login":
            return signed_in()
    except AccessError as error:
        st.html(desk.notice(parts.language().error(error)))
        return False
    if way == "closed":
        st.html(desk.notice(text("The desk is closed here; stories can only be read.")))
    return way == "open"


def known() -> bool:
    """Whether this editor gave the password: in this session, or before a reload."""
    if "desk-passed" not in st.session_state and door().admits(st.context.cookies.get(TICKET, "")):
        st.session_state["desk-passed"] = True
    return st.session_state.get("desk-passed", False)


def remember() -> None:
    """Give the browser its ticket, or take it away."""
    if "desk-ticket" in st.session_state:
        data = {"name": TICKET, "ticket": st.session_state["desk-ticket"]}
        parts.part("door", DOOR_HTML)(key="desk-ticket-kept", data=data)


def offer_way_out() -> None:
    """A button for who gave the password, and shares a computer."""
    if st.session_state.get("desk-passed"):
        st.button(text("Sign out"), key="desk-sign-out", type="tertiary", on_click=leave)


def leave() -> None:
    """Ask for the password again, in this session and after a reload."""
    # Not deleted: the cookies of a session are those that it began with.
    st.session_state.update({"desk-passed": False, "desk-ticket": ""})


def ask_password() -> bool:
    """Ask for the password of the desk; whether it was right."""
    st.html(desk.section(text("The desk")))
    with st.form("desk-door", border=False, width=360):
        password = st.text_input(text("Password"), type="password", key="desk-password")
        if not st.form_submit_button(text("Come in"), type="primary"):
            return False
    if not door().opens(password or "", str(st.context.ip_address or "")):
        st.html(desk.notice(text("That is not the password; try again.")))
        return False
    st.session_state.update({"desk-passed": True, "desk-ticket": door().ticket()})
    st.rerun()
    return True


def signed_in() -> bool:
    """Ask an editor to sign in with the provider that the secrets name."""
    if not getattr(st.user, "is_logged_in", False):
        st.html(desk.section(text("The desk")))
        if st.button(text("Sign in"), key="desk-sign-in", type="primary"):
            try:
                st.login()
            except (StreamlitAuthError, StreamlitMissingAuthlibError):
                st.html(
                    desk.notice(
                        text(
                            "Nobody can sign in yet: name a provider under [auth] in "
                            ".streamlit/secrets.toml."
                        )
                    )
                )
        return False
    if access.is_editor(st.user.to_dict()):
        return True
    st.html(desk.notice(text("You are signed in, but not one of this desk's editors.")))
    st.button(text("Sign out"), key="desk-sign-out", on_click=st.logout)
    return False
