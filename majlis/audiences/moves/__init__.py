"""The acts of the weekly session: `sittings` and `appointments`."""
