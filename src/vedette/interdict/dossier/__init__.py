"""One alert as a document that stands alone, and can be checked against the ledger for ever.

=========  =================================================================================
document   everything as data, with a digest over it: the ``.json``
page       the same as one self-contained HTML page, rendered from nothing but the document
sections   what a page has between its head and its proof, by name: add a map or chart there
markup     elements whose text is escaped by construction
check      does a dossier still say what the ledger says?
=========  =================================================================================
"""

from vedette.interdict.dossier.check import check
from vedette.interdict.dossier.document import document
from vedette.interdict.dossier.page import page

__all__ = ["check", "document", "page"]
