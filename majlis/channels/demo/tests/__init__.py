"""Tests of the channel `demo`."""
