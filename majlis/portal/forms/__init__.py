"""The forms of the public pages."""
