"""AIS as ships send it: NMEA 0183 sentences, their payloads, and what the payloads say.

Everything works on columns, a block of lines at a time: `sentences` finds the sentences and
their clocks, `parts` joins messages that came in several, `bits` cuts fields out of payloads by
the tables in `layouts`, `reports` makes positions and statements of them. `nmea` reads files.
"""
