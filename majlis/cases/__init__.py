"""The room `cases`."""
