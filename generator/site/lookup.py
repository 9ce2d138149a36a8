"""What a hand-written page may ask for by its id."""

from collections.abc import Mapping

from generator.site.site import Site


def build_lookup(site: Site) -> Mapping[str, Mapping[str, object]]:
    """Return the joined records by kind and id; the id of a pick is like `chat/24gb`."""
    return {
        "model": {model.id: model for model in site.models},
        "size": {size.id: size for size in site.sizes},
        "family": {family.id: family for family in site.families},
        "vendor": {vendor.id: vendor for vendor in site.vendors},
        "license": {license_.id: license_ for license_ in site.licenses},
        "scenario": {scenario.id: scenario for scenario in site.scenarios},
        "card": {card.id: card for card in site.hardware.cards},
        "quantization": dict(site.hardware.quantizations),
        "case": {case.id: case for case in site.guides.cases},
        "pick": {f"{page.scenario_id}/{page.card_gib}gb": page for page in site.picks},
    }
