"""The room `centres`."""
