"""Tests of the channel `calls`."""
