"""The room `notifications`."""
