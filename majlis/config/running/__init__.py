"""Run the house: one supervisor owns the share in the database, the web server and the worker.

`python -m majlis.config.running` is what `make run` and `make serve` call. Nothing of it is imported by the rooms.
"""
