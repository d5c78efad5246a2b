"""Calls that a person makes: for who cannot be reached in writing."""
