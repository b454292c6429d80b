"""Every disturbance that the rehearsal knows, met by the real bot: what people see, and what is stored.

Each test names what it faces with `faces`; `test_every.py` fails when the rehearsal can do something to an
app that no test here faces.
"""
