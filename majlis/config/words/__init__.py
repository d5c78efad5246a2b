"""The words of the product: one catalogue a room and language, so that a room carries its own words.

English sentences are the keys and need no catalogue. `python -m majlis.config.words` takes new sentences in
(`update`), makes the files that gettext reads (`compile`) and judges the catalogues (`check`). Nothing here needs
Django's settings, the database or the tools of the GNU gettext package.
"""
