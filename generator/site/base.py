"""What every joined record leans on."""

from dataclasses import dataclass

from generator.records import Text


@dataclass(frozen=True, slots=True)
class Ref:
    """A link to a page of the site: its address from the root, and the name it goes by."""

    uri: str
    name: Text | str
