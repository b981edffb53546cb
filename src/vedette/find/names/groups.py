"""Words that a table or a script's readings put together: one name spelled in several ways.

Reach for `share_group` with two words. Groups of `reference.names.variants` hold for any two words,
readings of `readings` only across scripts, where one spelling stands for several syllables.
"""

from vedette.find.names.arrays import GROUPS, Table
from vedette.find.names.jit import inline
from vedette.find.names.readings import OF_TWO, READING
from vedette.find.names.scripts import HAN, HANGUL

SYLLABLES = HAN | HANGUL


@inline
def share_group(q: Table, i: int, c: Table, j: int) -> int:
    """The spelling group in which two words stand, or their one reading across scripts; or 0."""
    mine, theirs = q[i].groups, c[j].groups
    across = (q[i].flags ^ c[j].flags) & SYLLABLES
    found = 0
    for a in range(GROUPS):
        if mine[a] == 0 or (mine[a] > READING and not across):
            return found
        for b in range(GROUPS):
            if mine[a] == theirs[b]:
                found = mine[a]
    return found


@inline
def in_table(group: int) -> bool:
    """Is a group one of spellings that a table keeps, not of a syllable's readings?"""
    return 0 < group <= READING


@inline
def read_as_pair(q: Table, first: int, second: int, c: Table, word: int) -> bool:
    """Do two neighbouring blocks of Korean letters and a word share the reading of both?"""
    if (q[first].flags & c[word].flags) & SYLLABLES:
        return False
    for a in range(GROUPS):
        group = c[word].groups[a]
        if group == 0:
            return False
        one = other = False
        for b in range(GROUPS):
            one |= q[first].groups[b] == group
            other |= q[second].groups[b] == group
        if group > OF_TWO and one and other:
            return True
    return False
