"""What an engine takes besides weights and cache: a small model, told in full.

Two parts, both a matter of the engine more than of the model:

- a constant for each card: the context of the driver, the kernels and small buffers;
- the activations of one batch of tokens that is read at once: the scores over the vocabulary in
  float32, which are the largest part, and the hidden states of a layer in 16 bits. llama.cpp reads
  512 tokens at once (`--ubatch-size`) and reports 258.5 MiB for this buffer with a vocabulary of
  128,256, of which 250.5 MiB are the scores.
"""

from generator.memory.cache import BATCH_TOKENS
from generator.records import Architecture

CARD_BYTES = 512 * 2**20
"""For each card: the context of the driver and the kernels that are loaded."""

SCORE_BYTES = 4
HIDDEN_BYTES = 2
HIDDEN_COPIES = 8
"""How many vectors of the hidden size a layer keeps for a token: residual, norm, queries, output …"""


def overhead_bytes(architecture: Architecture | None, cards: int = 1) -> int:
    """Return the bytes beside weights and cache, on all cards together."""
    it = architecture
    vocabulary = it.vocabulary if it and it.vocabulary else 0
    hidden = (it.hidden if it and it.hidden else 0) * HIDDEN_COPIES
    inner = (it.intermediate if it and it.intermediate else 0) * 2
    batch = BATCH_TOKENS * (vocabulary * SCORE_BYTES + (hidden + inner) * HIDDEN_BYTES)
    return cards * (CARD_BYTES + batch)
