"""Titles by which reports call people, in English and French, and what they say of gender.

Reach for these to tell that "the Secretary of State" may be a person and "the stock" may not.
"""

TITLES = frozenset(
    """
    president minister secretary general colonel ambassador spokesman spokesperson spokeswoman mr
    mr. mrs mrs. ms ms. dr dr. senator governor mayor chancellor premier commander major captain
    admiral official director chief head leader envoy professor king prince sheikh président
    présidente ministre secrétaire général générale colonelle ambassadeur ambassadrice
    porte-parole m. mme docteur sénateur sénatrice gouverneur gouverneure maire chancelier
    chancelière commandant commandante amiral responsable directeur directrice chef cheffe
    dirigeant dirigeante émissaire professeur roi capitaine
    """.split()
)
FEMININE = frozenset(
    """
    mrs mrs. ms ms. mme présidente ambassadrice générale colonelle sénatrice gouverneure
    chancelière commandante directrice cheffe dirigeante spokeswoman queen reine princess
    """.split()
)
MASCULINE = frozenset(
    """
    mr mr. m. président ambassadeur général sénateur gouverneur chancelier commandant directeur
    dirigeant spokesman king roi prince
    """.split()
)
