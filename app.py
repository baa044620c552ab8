"""The pages and their addresses."""

import streamlit as st

from pages import reader

st.navigation([st.Page(reader.page, title="Dateline", default=True)], position="hidden").run()
