"""Kinds of connection between statements: optional prompts, each with a one-line gloss.

Source: Smith, Flowers & Larkin (2009), ch. 5, "searching for connections across emergent themes"; the glosses are ours.
"""

GLOSSES: dict[str, str] = {
    "": "",
    "abstraction": "Like lies with like, under a new name.",
    "subsumption": "One of the statements becomes the name for the others.",
    "polarization": "They pull apart: the difference is what joins them.",
    "contextualization": "They belong to the same moment or event in the telling.",
    "numeration": "The person comes back to it again and again.",
    "function": "They do the same work in the telling.",
}
