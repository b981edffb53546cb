"""The oracle is run by another Python, in which followthemoney is installed."""

collect_ignore = ["ftm_oracle.py"]
