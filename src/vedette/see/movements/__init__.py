"""What moves: AIS and ADS-B, from any feed or file, as columns of positions and identities.

A reader takes bytes and gives Arrow tables, block by block, in bounded memory: `heard.Heard`.
`take` puts what any reader gives into the lake. One module per format; `kinds` lists them.
"""
