"""The pages and their addresses.

They lie in ``views/``: from a folder called ``pages`` Streamlit makes pages of its own, one for
each file, until a visitor first opens the main page.
"""

import streamlit as st

from views import desk, reader

DESK = st.Page(desk.page, title="The desk", url_path="desk")


def read() -> None:
    """The reader's page."""
    reader.page(DESK)


st.navigation([st.Page(read, title="Dateline", default=True), DESK], position="hidden").run()
