"""The room `followup`."""
