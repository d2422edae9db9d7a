"""One mail to one person: in their language, with the headers that mails of programs have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.functional import Promise

from weft.common.addresses import mail_domain


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one person."""

    to: str
    #: May name what `names` holds, such as %(network)s.
    subject: str | Promise
    #: The template of the text, without its ending.
    template: str
    #: The same for each try, so that a mail sent twice is shown once.
    identifier: str
    language: str = ""
    names: Mapping[str, object] = field(default_factory=dict)
    #: Where one goes to get no more of them; both a page and a button of mail programs.
    stop: str = ""
    #: Whether that address takes the mail program's own request, without a page.
    stops_at_once: bool = True


def one_line(subject: str) -> str:
    """A name with a line break in it would end the header."""
    return " ".join(subject.split())


def send(letter: Letter, words: Mapping[str, object]) -> None:
    """Send a mail in the language of its reader."""
    with translation.override(letter.language or settings.LANGUAGE_CODE):
        text = render_to_string(f"{letter.template}.txt", {"stop": letter.stop, **words})
        # A plural chooses its form as it is filled in, so this comes before it is a plain text.
        subject = str(letter.subject % letter.names if letter.names else letter.subject)
    headers = {
        "Message-ID": f"<{letter.identifier}@{mail_domain()}>",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
    }
    if letter.stop:
        headers["List-Unsubscribe"] = f"<{letter.stop}>"
        if letter.stops_at_once:
            headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    EmailMessage(one_line(subject), text, to=[letter.to], headers=headers).send()
