"""ADS-B as receivers and archives write it: aircraft by their 24-bit ICAO address.

`documents` opens JSON with care; `readsb`, `opensky` and `traffic` say what stands in it, `sbs`
reads the lines of port 30003. All give knots, degrees and barometric feet; an aircraft that
says it is on the ground has altitude 0.
"""
