"""Charts: `data_visualization`, whose figures must agree with its axes."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rehearsal.model import Json
from rehearsal.rules import limits
from rehearsal.rules.check import (
    Faults,
    Rule,
    array,
    by_type,
    duplicates,
    fault,
    nothing_more,
    number,
    obj,
    one_of,
    string,
)


def _positive(value: object, pointer: str) -> Faults:
    faults = number(value, pointer)
    is_none_at_all = isinstance(value, int | float) and value <= 0
    return faults or (fault("must be more than 0", pointer) if is_none_at_all else [])


def _labelled(most: int, value: Rule) -> Rule:
    return obj({"label": string(most, 1), "value": value}, ("label", "value"))


_POINT = _labelled(limits.DATA_VISUALIZATION_POINT_LABEL, number)
_SERIES = obj(
    {
        "name": string(limits.DATA_VISUALIZATION_SERIES_NAME, 1),
        "data": array(_POINT, limits.DATA_VISUALIZATION_DATA),
    },
    ("name", "data"),
)
_CATEGORY = string(limits.DATA_VISUALIZATION_CATEGORY_LABEL, 1)
_AXES = obj(
    {
        "categories": array(_CATEGORY, limits.DATA_VISUALIZATION_CATEGORIES),
        "x_label": string(limits.DATA_VISUALIZATION_AXIS_LABEL),
        "y_label": string(limits.DATA_VISUALIZATION_AXIS_LABEL),
    },
    ("categories",),
)


def _agrees(chart: Json, pointer: str) -> Faults:
    """Every series has one point for every category."""
    categories: list[str] = chart["axis_config"]["categories"]
    if len(set(categories)) < len(categories):
        return fault("categories must be unique", f"{pointer}/axis_config/categories")
    if duplicates(chart["series"], "name"):
        return fault("the names of series must be unique", f"{pointer}/series")
    faults: Faults = []
    for index, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            faults += fault("must have one point for every category", f"{pointer}/series/{index}/data")
    return faults


def _chart(
    kind: str, fields: Mapping[str, Rule], also: Callable[[Json, str], Faults] = nothing_more
) -> dict[str, Rule]:
    return {kind: obj({"type": one_of(kind), **fields}, tuple(fields), also)}


_SEGMENT = _labelled(limits.DATA_VISUALIZATION_SEGMENT_LABEL, _positive)
_ON_AXES = {"series": array(_SERIES, limits.CHART_PARTS), "axis_config": _AXES}
CHART = by_type(
    _chart("pie", {"segments": array(_SEGMENT, limits.CHART_PARTS)})
    | _chart("bar", _ON_AXES, _agrees)
    | _chart("area", _ON_AXES, _agrees)
    | _chart("line", _ON_AXES, _agrees)
)
