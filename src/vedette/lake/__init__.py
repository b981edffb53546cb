"""The workspace on disk: releases, tables, snapshots. Nothing else touches its files.

Everything is written beside its place and moved in whole, so that a kill at any moment leaves
either the old state or the new one. Releases and tables are named by their content and are
never changed; only two small files ever are: ``snapshots/current`` and the ledger.
"""
