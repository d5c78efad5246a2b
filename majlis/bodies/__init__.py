"""The room `bodies`."""
