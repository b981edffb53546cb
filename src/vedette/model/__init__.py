"""The nouns of the house, as plain frozen records. They know no file, clock or network.

=============  ============================================================================
release        one version of one source as it was retrieved
entity         a person, company, vessel, aircraft, in FollowTheMoney's words
position       one fix of a ship or aircraft
consignment    one line of a manifest
report, claim  an article; who says, believes, accuses or denies that what happened
finding        what one detector says of one subject
alert          one thing a person can act on
verdict        the gate's answer: hold, review, no_hit, unknown
errors         what a person is told when something from outside cannot be used
canonical      one way to write a value as bytes, so that equal things hash equally
=============  ============================================================================
"""
