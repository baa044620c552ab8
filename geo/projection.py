"""The globe on a flat sheet: which projection suits a part of it, and its formulas.

Plane coordinates are radii of the globe, x to the right and y up; angles in
degrees. Each function takes and gives NumPy arrays of one shape.

Three projections do for every story:

* Mercator, as on the interactive map, where its scale stays even enough;
* the polar stereographic near a pole, where Mercator stretches without end.
  Both keep shapes and directions (they are conformal), so that one scale bar
  serves every direction;
* Equal Earth for what spans half the world: nothing looks larger than it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from geo.measure import BoundingBox

Array = npt.NDArray[np.float64]
Kind = Literal["mercator", "polar", "equal earth"]

# Where Mercator draws lengths three times as long as at the equator.
MERCATOR_LIMIT = 70.0
# The widest stretch of longitudes for Mercator, and the most that its scale may change within it.
MERCATOR_WIDTH = 100.0
MERCATOR_UNEVEN = 2.0
# A polar sheet holds no parallel nearer to the equator: there lengths are 1.6 times too long.
POLAR_REACH = 15.0

# Šavrič, Patterson and Jenny, The Equal Earth map projection,
# International Journal of Geographical Information Science 33 (2019), equations 1 to 3.
A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
ROOT3 = np.sqrt(3.0)


@dataclass(frozen=True, slots=True)
class Projection:
    """A way to flatten the globe.

    Attributes
    ----------
    meridian
        The longitude that runs straight up the sheet.
    pole
        1 for the north pole, -1 for the south pole; 0 unless polar.
    """

    kind: Kind
    meridian: float
    pole: int = 0

    def to_plane(self, longitude: Array, latitude: Array) -> tuple[Array, Array]:
        """Where points of the globe lie on the sheet.

        Longitudes count on past 180 and are not wrapped, so that a shape that
        runs across the 180th meridian stays whole.
        """
        turned = np.radians(longitude - self.meridian)
        risen = np.radians(latitude)
        if self.kind == "mercator":
            risen = np.radians(np.clip(latitude, -89.0, 89.0))
            return turned, np.arctanh(np.sin(risen))
        if self.kind == "polar":
            # Snyder, Map Projections: A Working Manual (1987), equations 21-5 to 21-8, k0 = 1.
            radius = 2 * np.tan(np.pi / 4 - self.pole * risen / 2)
            return radius * np.sin(turned), -self.pole * radius * np.cos(turned)
        theta = np.arcsin(ROOT3 / 2 * np.sin(risen))
        t2 = theta * theta
        slope = A1 + 3 * A2 * t2 + t2**3 * (7 * A3 + 9 * A4 * t2)
        x = 2 * ROOT3 / 3 * turned * np.cos(theta) / slope
        return x, theta * (A1 + A2 * t2 + t2**3 * (A3 + A4 * t2))

    def to_globe(self, x: Array, y: Array) -> tuple[Array, Array]:
        """The longitudes and latitudes of points on the sheet; nan where there is no globe."""
        if self.kind == "mercator":
            return self.meridian + np.degrees(x), np.degrees(np.arctan(np.sinh(y)))
        if self.kind == "polar":
            radius = np.hypot(x, y)
            latitude = self.pole * (90 - np.degrees(2 * np.arctan(radius / 2)))
            return self.meridian + np.degrees(np.arctan2(x, -self.pole * y)), latitude
        theta = y / A1
        for _ in range(8):  # Newton's method: eight rounds reach the last digit.
            t2 = theta * theta
            value = theta * (A1 + A2 * t2 + t2**3 * (A3 + A4 * t2)) - y
            theta = theta - value / (A1 + 3 * A2 * t2 + t2**3 * (7 * A3 + 9 * A4 * t2))
        t2 = theta * theta
        slope = A1 + 3 * A2 * t2 + t2**3 * (7 * A3 + 9 * A4 * t2)
        turned = np.degrees(x * slope / (2 * ROOT3 / 3 * np.cos(theta)))
        sine = 2 / ROOT3 * np.sin(theta)
        off = (np.abs(sine) > 1) | (np.abs(turned) > 180.0001)
        latitude = np.degrees(np.arcsin(np.clip(sine, -1, 1)))
        return (
            np.where(off, np.nan, self.meridian + turned),
            np.where(off, np.nan, latitude),
        )

    def nearest_turn(self, longitude: Array) -> Array:
        """The longitudes counted within half a turn of the sheet's meridian."""
        return self.meridian + (longitude - self.meridian + 180) % 360 - 180

    def scale(self, latitude: float) -> float:
        """Length on the sheet of one globe radius along the parallel at ``latitude``."""
        if self.kind == "mercator":
            return float(1 / np.cos(np.radians(min(abs(latitude), 89.0))))
        if self.kind == "polar":
            return float(2 / (1 + np.sin(np.radians(self.pole * latitude))))
        east, _ = self.to_plane(np.array([self.meridian + 1.0]), np.array([latitude]))
        return float(np.degrees(east[0]) / max(np.cos(np.radians(latitude)), 0.01))

    @property
    def conformal(self) -> bool:
        """Whether one scale bar serves every direction."""
        return self.kind != "equal earth"


def choose(box: BoundingBox) -> Projection:
    """The projection for a map of ``box``.

    A pole's sheet is taken where the box comes nearer to the pole than
    70 degrees, and wholly lies on that side; Equal Earth where the box spans
    more than 100 degrees of longitude, or lengths in Mercator would differ
    more than twofold within it.
    """
    meridian = box.center.longitude
    for pole in (1, -1):
        near, far = (box.north, box.south) if pole == 1 else (-box.south, -box.north)
        round_the_pole = box.width > 150 and far > 50
        if far > POLAR_REACH and (near > MERCATOR_LIMIT or round_the_pole):
            return Projection("polar", meridian, pole)
    if box.width > MERCATOR_WIDTH or max(abs(box.north), abs(box.south)) > MERCATOR_LIMIT:
        return Projection("equal earth", meridian)
    mercator = Projection("mercator", meridian)
    scales = [mercator.scale(box.south), mercator.scale(box.north)]
    if box.south <= 0 <= box.north:
        scales.append(1.0)
    if max(scales) / min(scales) > MERCATOR_UNEVEN:
        return Projection("equal earth", meridian)
    return mercator
