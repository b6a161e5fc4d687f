"""The text form that Prometheus reads (version 0.0.4): families of samples, each with help and type. Knows no figures."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Sample:
    """One figure; ``suffix`` is that of a histogram (``_bucket``, ``_sum``, ``_count``)."""

    value: float
    labels: Mapping[str, str] = field(default_factory=dict)
    suffix: str = ""


@dataclass(frozen=True)
class Family:
    """Samples of one name: gauge, counter or histogram."""

    name: str
    kind: str
    help: str
    samples: tuple[Sample, ...]


def gauge(name: str, help: str, *samples: Sample | float) -> Family:
    """A figure that goes up and down, with or without labels."""
    made = tuple(found if isinstance(found, Sample) else Sample(found) for found in samples)
    return Family(name, "gauge", help, made)


def text(families: Iterable[Family]) -> str:
    """All families; one without samples is left out."""
    return "".join(f"{line}\n" for family in families if family.samples for line in _lines(family))


def _lines(family: Family) -> Iterator[str]:
    yield f"# HELP {family.name} {_escaped(family.help, quote=False)}"
    yield f"# TYPE {family.name} {family.kind}"
    for sample in family.samples:
        labels = ",".join(f'{name}="{_escaped(value, quote=True)}"' for name, value in sample.labels.items())
        yield (
            f"{family.name}{sample.suffix}{{{labels}}} {number(sample.value)}"
            if labels
            else (f"{family.name}{sample.suffix} {number(sample.value)}")
        )


def _escaped(value: str, *, quote: bool) -> str:
    value = value.replace("\\", "\\\\").replace("\n", "\\n")
    return value.replace('"', '\\"') if quote else value


def number(value: float) -> str:
    """As the format writes it: whole numbers without a point, infinity as ``+Inf``."""
    if math.isinf(value):
        return "+Inf" if value > 0 else "-Inf"
    return str(int(value)) if value == int(value) else repr(float(value))
