"""The weights in a quantization: every parameter times the bits that it takes."""

from dataclasses import dataclass

from generator.records import Architecture, Quantization

TIED_BELOW = 4_500_000_000
"""Below so many parameters one matrix for input and output is the rule (Qwen, Llama, Gemma), above two."""


@dataclass(frozen=True, slots=True)
class Weights:
    """Parameters by the precision that quantizations give them."""

    layers: int
    embedding: int
    """Of the input embedding, where it is a matrix of its own."""
    output: int
    """Of the output layer, or of the one matrix for both."""


def build_weights(parameters: int, architecture: Architecture | None) -> Weights:
    """Return parameters by their place.

    A vocabulary times the hidden size is the embedding, and as much again the output layer unless both
    are one matrix. Where the numbers are not known everything counts as layers; all experts count.
    """
    it = architecture
    if it is None or it.vocabulary is None or it.hidden is None:
        return Weights(parameters, 0, 0)
    matrix = it.vocabulary * it.hidden
    tied = parameters < TIED_BELOW if it.tied_embeddings is None else it.tied_embeddings
    embedding = 0 if tied else matrix
    if matrix + embedding >= parameters:
        return Weights(parameters, 0, 0)
    return Weights(parameters - matrix - embedding, embedding, matrix)


def weight_bytes(weights: Weights, quantization: Quantization) -> int:
    """Return the bytes of weights: parameters times bits, by eight."""
    it = quantization
    bits = weights.layers * it.bits + weights.embedding * it.embedding_bits + weights.output * it.output_bits
    return round(bits / 8)
