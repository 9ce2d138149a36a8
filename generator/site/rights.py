"""What a license lets a reader do, in the questions that readers ask: derived from its terms."""

from dataclasses import dataclass
from typing import Literal, get_args

from generator.records import License, Permission, Term, Terms, Text, Verdict

Question = Literal["commercial", "modify", "redistribute", "sell", "train"]
"""May I use it commercially, change it, pass it on, sell what I made of it, train others with its outputs."""

Duty = Literal["must", "cannot", "know", "free"]
"""What a term is to the reader: to do, to leave, to know, or nothing at all."""

_STRICTNESS: tuple[Verdict, ...] = ("yes", "conditional", "unclear", "no")

_TERM_OF: dict[Question, str] = {
    "modify": "derivatives",
    "redistribute": "redistribution",
    "train": "output_training",
}

_SOLD: tuple[Question, ...] = ("commercial", "modify", "redistribute")
"""Whoever sells a model of their own does all of these with the one that it was made from."""

_ALWAYS: dict[str, Duty] = {
    "scale_limit": "must",
    "registration": "must",
    "attribution": "must",
    "regional_exclusions": "cannot",
    "acceptable_use": "cannot",
    "patent_grant": "know",
    "revocation": "know",
    "governing_law": "know",
}

_MILDER: dict[object, Duty] = {"none": "free", (): "free", "law": "know"}
"""What a term is after all, by its value: `law` forbids nothing that the law allows."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of a license to a question."""

    question: Question
    verdict: Verdict
    words: Text | None = None
    """The condition or the term in our words; None where there is none, or nothing is known."""
    clause: str | None = None
    because: tuple[Question, ...] = ()
    """The questions whose answers make this one, where it has no term of its own."""


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term with its name and what it is to the reader."""

    name: str
    term: Term
    duty: Duty


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Everything that a license answers."""

    answers: tuple[Answer, ...]
    terms: tuple[TermEntry, ...]
    """Those that answer none of the questions."""

    def answered(self, *verdicts: Verdict) -> tuple[Answer, ...]:
        """Return the questions with one of these answers."""
        return tuple(answer for answer in self.answers if answer.verdict in verdicts)

    def duties(self, duty: Duty) -> tuple[TermEntry, ...]:
        """Return the terms that are this to the reader."""
        return tuple(entry for entry in self.terms if entry.duty == duty)


def strictest(verdicts: tuple[Verdict, ...]) -> Verdict:
    """Return the verdict that holds where all of these hold."""
    return max(verdicts, key=_STRICTNESS.index)


def join_answers(rights: tuple[Rights, ...]) -> tuple[Answer, ...]:
    """Return the strictest answer to each question where all of these licenses hold."""
    by_question = zip(*(it.answers for it in rights), strict=True)
    return tuple(max(answers, key=lambda it: _STRICTNESS.index(it.verdict)) for answers in by_question)


def build_rights(license_: License) -> Rights:
    """Return the answers of a license, and its other terms."""
    use = license_.commercial_use
    own: dict[Question, Answer] = {
        "commercial": Answer("commercial", use.verdict, use.condition, use.clause),
    }
    for question, name in _TERM_OF.items():
        own[question] = _permission(question, getattr(license_.terms, name))
    parts = [own[question] for question in _SOLD]
    verdict = strictest(tuple(part.verdict for part in parts))
    decisive = (part for part in parts if verdict in {"conditional", part.verdict} and part.verdict != "yes")
    own["sell"] = Answer("sell", verdict, because=tuple(part.question for part in decisive))
    terms = tuple(
        TermEntry(name, term, _MILDER.get(_value(term), duty))
        for name in Terms.model_fields
        if (duty := _ALWAYS.get(name)) and (term := getattr(license_.terms, name)) is not None
    )
    return Rights(answers=tuple(own[question] for question in get_args(Question)), terms=terms)


def _permission(question: Question, term: Permission | None) -> Answer:
    """Return the answer of a term; what is not known of a license is unclear, not allowed."""
    if term is None:
        return Answer(question, "unclear")
    return Answer(question, term.value, term, term.clause)


def _value(term: Term) -> object:
    return getattr(term, "value", None)  # of another kind in every term
