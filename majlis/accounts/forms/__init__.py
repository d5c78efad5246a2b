"""Forms of the administration: staff and duty, centres and their times."""
