"""The sealed log. Pure, standard library only: it can be copied out and run by somebody who does not trust us."""
