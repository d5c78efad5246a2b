"""Pages of referrals: the follow-up desk's acts, and the small desk of a body's liaison."""
