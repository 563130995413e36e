"""What a new passphrase must be, and how any passphrase is read.

Length rather than character classes, any characters, a list of refused favourites, and Unicode normalisation:
NIST SP 800-63B, section 5.1.1.2 (https://pages.nist.gov/800-63-3/sp800-63b.html). Three random words: the
UK's National Cyber Security Centre
(https://www.ncsc.gov.uk/collection/top-tips-for-staying-secure-online/three-random-words). Twelve characters
is this project's own floor, above NIST's eight, because a stolen file can be tried offline.
"""

import unicodedata

from lifeworld.security.errors import PassphraseRefusedError

SHORTEST = 12
LONGEST = 1024

# What people type first, and the examples that guides made famous; compared without case, spaces and signs.
FAVOURITES = {
    *("password", "passphrase", "mypassword", "mypassphrase", "passwordpassword", "letmein", "letmeinplease"),
    *("changeme", "changemeplease", "qwertyuiop", "qwertyuiopasdfghjkl", "iloveyou", "administrator"),
    *("correcthorsebatterystaple", "threerandomwords", "lifeworld", "lifeworldlifeworld"),
}
RUNS = ("abcdefghijklmnopqrstuvwxyz", "01234567890123456789", "qwertyuiopasdfghjklzxcvbnm")


def normalised(passphrase: str) -> bytes:
    """The bytes that are hashed.

    NFKC, so that the same keys pressed on another system give the same bytes. What the environment held in another
    encoding than UTF-8 gives bytes as well, which no passphrase that was ever taken has.
    """
    return unicodedata.normalize("NFKC", passphrase).encode("utf-8", "surrogatepass")


def check_new(passphrase: str) -> None:
    """Accept a passphrase for a new vault.

    Raises:
        PassphraseRefusedError: shorter than 12 or longer than 1,024 characters, one of the obvious ones, or no text.
    """
    text = unicodedata.normalize("NFKC", passphrase)
    if any("\ud800" <= sign <= "\udfff" for sign in text):
        raise PassphraseRefusedError("This passphrase is not written in UTF-8, so it could not be typed again.")
    if len(text) < SHORTEST:
        raise PassphraseRefusedError(f"A passphrase has at least {SHORTEST} characters.")
    if len(text) > LONGEST:
        raise PassphraseRefusedError(f"A passphrase has at most {LONGEST} characters.")
    if _is_obvious(text):
        raise PassphraseRefusedError("This passphrase is among the first that anyone would try.")


def _is_obvious(text: str) -> bool:
    plain = "".join(sign for sign in text.casefold() if sign.isalnum())
    word = plain.rstrip("0123456789")
    if len(set(text)) <= 2 or plain in FAVOURITES or word in FAVOURITES:
        return True
    return bool(plain) and any(plain in run or plain in run[::-1] for run in RUNS)
