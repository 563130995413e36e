"""Every reason for which a file cannot be read as a transcript, in one place so that the wording stays even."""

from lifeworld.common.errors import InvalidInputError

_SAVE_AGAIN = "Open it in the program it came from and save it as .docx, .odt, .rtf or .txt."


class UnreadableTranscriptError(InvalidInputError):
    """The file or text cannot be read as a transcript."""

    def __init__(self, what: str, do: str = _SAVE_AGAIN) -> None:
        super().__init__(what, "Nothing was changed.", do)


def empty() -> UnreadableTranscriptError:
    return UnreadableTranscriptError("There are no words in it.", "Check that it is the file you meant to choose.")


def too_large(megabytes: int) -> UnreadableTranscriptError:
    return UnreadableTranscriptError(
        f"The file is larger than {megabytes} MB.", "Take out pictures and recordings, or save only the text as .txt."
    )


def too_many_words(limit: int) -> UnreadableTranscriptError:
    return UnreadableTranscriptError(
        f"It holds more than {limit:,} words, which is far more than one interview.",
        "Split it into one file for each interview.",
    )


def too_much_text() -> UnreadableTranscriptError:
    return UnreadableTranscriptError(
        "It holds far more text than one interview.", "Split it into one file for each interview."
    )


def unpacks_too_large() -> UnreadableTranscriptError:
    return UnreadableTranscriptError("The file unpacks to far more than a transcript could hold.")


def damaged() -> UnreadableTranscriptError:
    return UnreadableTranscriptError("The file is damaged or incomplete.")


def unsafe_archive() -> UnreadableTranscriptError:
    return UnreadableTranscriptError("The file is built in a way that no word processor writes.")


def outside_references() -> UnreadableTranscriptError:
    return UnreadableTranscriptError("The file tries to pull in text from outside itself.")


def protected() -> UnreadableTranscriptError:
    return UnreadableTranscriptError(
        "The file is protected by a password.", "Open it, take the password off a copy, and choose that copy."
    )


def older_word_or_protected() -> UnreadableTranscriptError:
    return UnreadableTranscriptError(
        "This is an older Word file (.doc), or one protected by a password.",
        "Open it in Word and save it as .docx without a password.",
    )


def pdf() -> UnreadableTranscriptError:
    return UnreadableTranscriptError(
        "This is a PDF, which does not say reliably where words and paragraphs begin.",
        "Save it from Word as .docx or .txt.",
    )


def web_page() -> UnreadableTranscriptError:
    return UnreadableTranscriptError(
        "This is a web page, not a transcript file.", "Copy its text and paste it, or save it as .docx or .txt."
    )


def other_package() -> UnreadableTranscriptError:
    return UnreadableTranscriptError("This is a spreadsheet, slides or another package, not a text document.")


def not_text() -> UnreadableTranscriptError:
    return UnreadableTranscriptError("The file does not hold text.")


def unknown_kind() -> UnreadableTranscriptError:
    return UnreadableTranscriptError(
        "This kind of file cannot be read.", "Choose a .docx, .odt, .rtf, .txt, .md, .vtt or .srt file."
    )


def captions_without_times() -> UnreadableTranscriptError:
    return UnreadableTranscriptError(
        "The file is named as captions but holds no caption times.", "If it is plain text, rename it to .txt."
    )
