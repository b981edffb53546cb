"""Registers: who owns whom. Their parties are not listed, and are never screened against."""
