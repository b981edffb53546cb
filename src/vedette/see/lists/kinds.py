"""The formats of lists, for `vedette see` and `vedette update`.

A new list is a module beside this one and its line in `FORMATS`; the particular before the
general, because the first that recognises a file gets it.
"""

from functools import partial

from vedette.see.kinds import Kind
from vedette.see.lists.bis import BIS_DENIED_PERSONS
from vedette.see.lists.canada import CANADA_SEMA
from vedette.see.lists.csl import CSL_CSV, CSL_JSON
from vedette.see.lists.eu import EU_FSF_XML
from vedette.see.lists.ftm import FOLLOWTHEMONEY
from vedette.see.lists.intake import take
from vedette.see.lists.ofac_advanced import OFAC_CONSOLIDATED_ADVANCED, OFAC_SDN_ADVANCED
from vedette.see.lists.ofac_csv import OFAC_CONSOLIDATED_CSV, OFAC_SDN_CSV
from vedette.see.lists.ofac_xml import OFAC_CONSOLIDATED_XML, OFAC_SDN_XML
from vedette.see.lists.seco import SECO_XML
from vedette.see.lists.source import Format
from vedette.see.lists.starter import VEDETTE_STARTER
from vedette.see.lists.uk_csv import UK_CSV
from vedette.see.lists.uk_xml import UK_XML
from vedette.see.lists.un import UN_XML

FORMATS: tuple[Format, ...] = (
    UN_XML,
    EU_FSF_XML,
    UK_XML,
    UK_CSV,
    SECO_XML,
    OFAC_CONSOLIDATED_ADVANCED,
    OFAC_SDN_ADVANCED,
    OFAC_CONSOLIDATED_XML,
    OFAC_SDN_XML,
    OFAC_CONSOLIDATED_CSV,
    OFAC_SDN_CSV,
    CSL_JSON,
    CSL_CSV,
    BIS_DENIED_PERSONS,
    CANADA_SEMA,
    VEDETTE_STARTER,
    FOLLOWTHEMONEY,
)

KINDS: tuple[Kind, ...] = tuple(
    Kind(
        name=form.name,
        title=form.title,
        table="entities",
        recognises=form.recognises,
        take=partial(take, form),
        verified=bool(form.verified),
        companions=form.companions,
    )
    for form in FORMATS
)
