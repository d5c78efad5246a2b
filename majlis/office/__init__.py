"""The room `office`."""
