"""A UN list of any length, invented, large enough to lie within the declared bounds."""


def un_list(people: int, companies: int, day: str = "2030-01-02") -> bytes:
    """So many individuals and entities, with the same ids every time."""
    persons = "".join(
        f"<INDIVIDUAL><DATAID>{number}</DATAID><FIRST_NAME>INVENTED {number}</FIRST_NAME>"
        "<UN_LIST_TYPE>DPRK</UN_LIST_TYPE></INDIVIDUAL>"
        for number in range(people)
    )
    entities = "".join(
        f"<ENTITY><DATAID>9{number:05}</DATAID><FIRST_NAME>INVENTED CO {number}</FIRST_NAME>"
        "<UN_LIST_TYPE>DPRK</UN_LIST_TYPE></ENTITY>"
        for number in range(companies)
    )
    return (
        f'<CONSOLIDATED_LIST dateGenerated="{day}T00:00:00.000Z" '
        'noNamespaceSchemaLocation="https://www.un.org/sc/resources/sc-sanctions.xsd">'
        f"<INDIVIDUALS>{persons}</INDIVIDUALS><ENTITIES>{entities}</ENTITIES></CONSOLIDATED_LIST>"
    ).encode()
