"""The pages and their addresses.

They lie in ``views/``: from a folder called ``pages`` Streamlit makes pages of its own, one for each
file, until a visitor first opens the main page.
"""

import streamlit as st

from views import reader

st.navigation([st.Page(reader.page, title="Dateline", default=True)], position="hidden").run()
