"""Pictures for people, offline: lines for a terminal, SVG for a dossier."""
