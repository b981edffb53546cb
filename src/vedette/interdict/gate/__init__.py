"""The gate: one HTTP service that answers whether a party, ship, aircraft or cargo may pass.

``POST /check`` gives a verdict. Beside it stands yente's API, so that its clients work against
Vedette unchanged. One module per router under ``routers/``; `service` holds the snapshot that
is being served and swaps it without losing a request; `guard` turns away what is too large or
has no token before anything is parsed.
"""
