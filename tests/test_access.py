import os
import pty
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from geo.access import (
    MOST_OF_ALL,
    MOST_OF_ONE,
    SECONDS,
    SECONDS_OF_TICKET,
    Door,
    hashed,
    is_editor,
    way_in,
)
from geo.errors import AccessError

# Hashing takes its time by design, so that these tests hash once.
SECRET = "Ein schönes Wort"  # noqa: S105
HASH = hashed(SECRET)


@pytest.fixture(autouse=True)
def settings(monkeypatch):
    """Sets the settings by the ends of their names, and the others not at all."""

    def put(**values):
        for name in ("DESK", "PASSWORD", "EDITORS"):
            if name in values:
                monkeypatch.setenv(f"DATELINE_{name}", values[name])
            else:
                monkeypatch.delenv(f"DATELINE_{name}", raising=False)

    put()
    return put


# --- how the desk opens ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "way"),
    [
        ({}, "open"),
        ({"DESK": "open"}, "open"),
        ({"DESK": " Closed "}, "closed"),
        ({"DESK": "closed", "PASSWORD": HASH, "EDITORS": "@a.example"}, "closed"),
        ({"PASSWORD": HASH}, "password"),
        ({"PASSWORD": f" {HASH}\n"}, "password"),
        ({"DESK": "open", "PASSWORD": HASH}, "password"),
        ({"DESK": "login", "EDITORS": "ada@a.example"}, "login"),
    ],
)
def test_the_settings_say_how_the_desk_opens(settings, values, way):
    settings(**values)
    assert way_in() == way


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"DESK": "yes"}, "DATELINE_DESK is “yes”; make it open, closed or login."),
        ({"DESK": "login"}, "The desk opens to nobody yet: name who may sign in, in DATELINE_ED"),
        ({"EDITORS": "@a.example"}, "DATELINE_EDITORS says who may sign in; set DATELINE_DESK"),
        ({"PASSWORD": SECRET}, "DATELINE_PASSWORD holds no hash of a password: make one with"),
        ({"PASSWORD": "=19=65536,t=3,p=4"}, "DATELINE_PASSWORD holds no hash of a password"),
    ],
)
def test_settings_that_cannot_be_right_open_nothing(settings, values, sentence):
    settings(**values)
    with pytest.raises(AccessError, match=re.escape(sentence)) as caught:
        way_in()
    assert SECRET not in str(caught.value)


# --- single sign-on ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("user", "may"),
    [
        ({"email": "ada@a.example"}, True),
        ({"email": "Ada@A.Example"}, True),
        ({"email": "ada@a.example", "email_verified": True}, True),
        ({"email": "ada@a.example", "email_verified": False}, False),
        ({"email": "ada@a.example", "email_verified": "false"}, False),
        ({"email": "bob@a.example"}, False),
        ({"email": "anyone@b.example"}, True),
        ({"email": "anyone@sub.b.example"}, False),
        ({"email": "anyone@xb.example"}, False),
        ({"email": "anyone@b.example@evil.example"}, False),
        ({"email": "@b.example"}, False),
        ({"email": ""}, False),
        ({"email": None}, False),
        ({"email": ["ada@a.example"]}, False),
        ({}, False),
    ],
)
def test_editors_are_known_by_their_addresses(settings, user, may):
    settings(DESK="login", EDITORS="ada@a.example, @B.example")
    assert is_editor(user) is may


def test_editors_may_be_all_whom_the_provider_knows(settings):
    settings(EDITORS="*")
    assert is_editor({})
    settings()
    assert not is_editor({"email": "ada@a.example"})


# --- the password ------------------------------------------------------------------------


class Clock:
    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def door(settings, clock):
    settings(PASSWORD=HASH)
    return Door(clock)


def test_the_password_opens_and_nothing_else_does(door):
    assert door.opens(SECRET)
    for wrong in (SECRET.upper(), "", "x" * 1_000_000, f"{SECRET}\0"):
        assert not door.opens(wrong)


def test_it_does_not_matter_how_a_keyboard_composes_letters(door):
    assert door.opens(SECRET.replace("ö", "o\N{COMBINING DIAERESIS}"))


def test_letters_that_are_none_do_no_harm(door):
    assert not door.opens("\ud800" * 8)


def test_after_some_wrong_guesses_none_is_looked_at_for_a_minute(door, clock):
    for _ in range(MOST_OF_ONE):
        assert not door.opens("wrong", "192.0.2.1")
    with pytest.raises(AccessError, match="Too many wrong passwords; wait a minute"):
        door.opens(SECRET, "192.0.2.1")
    assert door.opens(SECRET, "192.0.2.2")
    clock.now += SECONDS
    assert door.opens(SECRET, "192.0.2.1")


def test_guesses_from_many_addresses_are_as_few(door, clock):
    for i in range(MOST_OF_ALL):
        assert not door.opens("x" * 1001, f"192.0.2.{i}")
    with pytest.raises(AccessError, match="Too many wrong passwords"):
        door.opens(SECRET, "192.0.2.200")
    clock.now += SECONDS
    assert door.opens(SECRET, "192.0.2.200")


def test_guesses_at_once_are_as_few(door):
    def guess(_):
        try:
            return door.opens("wrong", "192.0.2.1")
        except AccessError:
            return None

    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(guess, range(16)))
    assert answers.count(False) == MOST_OF_ONE
    assert answers.count(None) == 16 - MOST_OF_ONE


def test_the_right_password_is_never_too_often(door):
    assert all(door.opens(SECRET, "192.0.2.1") for _ in range(MOST_OF_ONE + 1))


def test_a_ticket_opens_for_some_hours(door, clock):
    ticket = door.ticket()
    assert door.admits(ticket)
    clock.now += SECONDS_OF_TICKET - 1
    assert door.admits(ticket)
    clock.now += 1
    assert not door.admits(ticket)


def test_no_other_ticket_opens(door, clock, settings):
    ticket = door.ticket()
    until, seal = ticket.split(".")
    later = f"{int(until) + 1}.{seal}"
    for wrong in ("", ".", ticket[:-1], f"{ticket}0", later, until, f".{seal}", "٣.٣", "\ud800.x"):
        assert not door.admits(wrong)
    assert not Door(clock).admits(ticket)
    settings(PASSWORD=hashed("another password"))
    assert not door.admits(ticket)


def test_a_hash_that_a_shell_has_cut_is_told(settings):
    settings(PASSWORD=HASH[:-10])
    with pytest.raises(AccessError, match="holds no hash of a password"):
        Door().opens(SECRET)


@pytest.mark.parametrize("password", ["", "seven c", "x" * 1001])
def test_a_password_has_a_length(password):
    with pytest.raises(AccessError, match="Choose a password of 8 to 1,000 characters"):
        hashed(password)


# --- the command -------------------------------------------------------------------------

COMMAND = [sys.executable, "-m", "geo", "password"]


def test_the_command_reads_a_line_and_prints_its_hash(settings):
    for line in (f"{SECRET}\n", SECRET, f"{SECRET}\r\nmore\n"):
        done = subprocess.run(COMMAND, input=line.encode(), capture_output=True, check=True)
        assert done.stderr == b""
        settings(PASSWORD=done.stdout.decode())
        assert way_in() == "password"
        assert Door().opens(SECRET)


@pytest.mark.parametrize("line", [b"", b"\n", b"short\n"])
def test_the_command_says_what_a_password_needs(line):
    done = subprocess.run(COMMAND, input=line, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr == b"Choose a password of 8 to 1,000 characters.\n"


def at_a_terminal(*answers):
    """What the command shows and its status, where it is a person who answers."""
    process, terminal = pty.fork()
    if process == 0:
        os.execv(COMMAND[0], COMMAND)  # noqa: S606
    shown = b""
    for prompt, answer in zip((b"desk: ", b"more: "), answers, strict=True):
        while not shown.endswith(prompt):
            shown += os.read(terminal, 1000)
        os.write(terminal, f"{answer}\n".encode())
    while True:
        try:
            shown += os.read(terminal, 1000)
        except OSError:  # nobody is at the other end
            break
    os.close(terminal)
    return shown.decode(), os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])


def test_the_command_asks_twice_and_shows_nothing_of_it(settings):
    shown, status = at_a_terminal(SECRET, SECRET)
    assert status == 0
    assert SECRET not in shown
    settings(PASSWORD=re.search(r"^\$argon2id\S+", shown, re.MULTILINE)[0])
    assert Door().opens(SECRET)
    assert "Set DATELINE_PASSWORD to this, in single quotes." in shown


def test_the_command_notices_a_slip():
    shown, status = at_a_terminal(SECRET, "another")
    assert status == 1
    assert "These were two different passwords; try again." in shown
    assert "$argon2" not in shown
