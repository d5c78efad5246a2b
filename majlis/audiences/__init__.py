"""The room `audiences`."""
