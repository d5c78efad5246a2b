"""The room `referrals`."""
