"""Numbers as readers see them."""

import pytest

from generator.render.numbers import format_amount, format_gib, format_parameters, format_tokens


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (8_030_261_248, "8.03B"),
        (70_553_706_496, "70.55B"),
        (405_853_388_800, "405.9B"),
        (268_098_176, "268.1M"),
        (2_400_000_000_000, "2.4T"),
        (1_000_000_000_000, "1T"),
        (671_000_000_000, "671B"),
        (999, "999"),
        (None, "—"),
    ],
)
def test_parameters_keep_the_precision_that_readers_use(count: int | None, shown: str) -> None:
    """At most four digits, no trailing zeros, and a dash for unknown."""
    assert shown == format_parameters(count)


@pytest.mark.parametrize(
    ("count", "shown"),
    [
        (131_072, "128K"),
        (4_096, "4K"),
        (1_048_576, "1M"),
        (10_485_760, "10M"),
        (200_000, "200K"),
        (1_010_000, "1.01M"),
        (202_752, "198K"),
        (2_049, "2,049"),
        (None, "—"),
    ],
)
def test_context_is_shown_as_vendors_write_it(count: int | None, shown: str) -> None:
    """K means 1,024 where that divides the count, else 1,000."""
    assert shown == format_tokens(count)


@pytest.mark.parametrize(
    ("gib", "shown"), [(14.957, "15.0"), (0.46, "0.5"), (755.97, "756"), (4556.2, "4,556"), (None, "—")]
)
def test_gib_has_one_digit_where_it_matters(gib: float | None, shown: str) -> None:
    """One decimal below a hundred, none above."""
    assert shown == format_gib(gib)


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        (700_000_000, "7 亿", "700 million"),
        (10_000_000_000, "100 亿", "10 billion"),
        (30_000_000, "3000 万", "30 million"),
        (1_500_000, "150 万", "1.5 million"),
        (5_000, "5,000", "5,000"),
    ],
)
def test_round_amounts_are_said_as_people_say_them(amount: int, chinese: str, english: str) -> None:
    """万 and 亿 in Chinese, million and billion in English."""
    assert (chinese, english) == (format_amount(amount, "zh"), format_amount(amount, "en"))
