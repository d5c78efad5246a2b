"""The room `trail`."""
