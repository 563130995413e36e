"""Where the steps and links of this room lead: the one place that turns them into addresses."""

from django.urls import reverse

from lifeworld.analysis.rules.next_step import Step
from lifeworld.analysis.selectors.entry_links import AboutLink


def of_step(slug: str, step: Step) -> str:
    """The page on which a step is taken; empty where there is nothing to do."""
    if not step.place:
        return ""
    if step.place == "transcript":
        return reverse("transcript", args=[slug, step.version])
    if step.place == "import":
        return f"{reverse('import', args=[slug])}?case={step.case}"
    if step.case is not None and step.place in {"case", "reader", "board"}:
        return reverse(step.place, args=[slug, step.case])
    return reverse(step.place, args=[slug])


def of_line(slug: str, case: int, interview: int, line: int) -> str:
    """A line in the reader."""
    return f"{reverse('reader', args=[slug, case])}?interview={interview}#L{line}"


def of_about(slug: str, link: AboutLink) -> str:
    """What a diary entry is about."""
    if link.place == "group" or link.case is None:
        return reverse("group", args=[slug])
    if link.line is not None:
        return of_line(slug, link.case, link.interview, link.line)
    return reverse(link.place, args=[slug, link.case])
