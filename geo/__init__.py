"""Dateline's pipeline: from a news article to a story map."""
