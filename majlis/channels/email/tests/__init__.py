"""Tests of the channel `email`."""
