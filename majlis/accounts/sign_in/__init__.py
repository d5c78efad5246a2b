"""Signing in: what this house makes of django-allauth. Only the pages of `paths` can be reached."""
