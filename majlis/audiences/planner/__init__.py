"""The planner of the weekly sitting: a problem in, a plan out. It knows no database; README.md names its doors."""
