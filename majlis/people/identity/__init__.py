"""The identity port: how a person shows who he is, from a code on his telephone up to the national sign-in.

`offered()` says what works now. When the national service is down, intake goes on at a lower level.
"""
