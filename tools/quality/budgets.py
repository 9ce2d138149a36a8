"""A measured figure beside what it may be at most, or must be at least."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One line of the report. `most` and `least` are the budget; a figure without one is only told."""

    what: str
    where: str
    value: float
    unit: str = ""
    most: float | None = None
    least: float | None = None

    @property
    def holds(self) -> bool:
        """Tell whether the figure is within its budget."""
        return (self.most is None or self.value <= self.most) and (
            self.least is None or self.value >= self.least
        )

    @property
    def budget(self) -> str:
        """Return the budget in words of the report."""
        if self.most is not None:
            return f"≤ {self.most:g}"
        return "—" if self.least is None else f"≥ {self.least:g}"
