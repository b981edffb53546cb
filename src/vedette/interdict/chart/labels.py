"""Words on a picture that do not lie on each other.

Reach for `Room` while drawing: ask it for each label in the order of importance. A label for which
there is no room near its point is left out; what must be seen is drawn as a sign, and told below.
"""

from dataclasses import dataclass, field

LETTER = 6.2
"""Width of a letter at 11 units of height: sans-serif letters are a little narrower on average."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_SIDES = ((1, 0), (-1, 0), (1, -1), (1, 1), (-1, -1), (-1, 1), (0, -1), (0, 1))


@dataclass(slots=True)
class Room:
    """The room of a picture, and what is taken of it."""

    width: float
    height: float
    taken: list[Box] = field(default_factory=list)

    def take(self, left: float, top: float, right: float, bottom: float) -> None:
        """Let no label lie there."""
        self.taken.append((left, top, right, bottom))

    def free(self, box: Box) -> bool:
        """Is this within the picture, and nothing there yet?

        >>> room = Room(100, 100)
        >>> room.take(0, 0, 50, 50)
        >>> room.free((40, 40, 60, 60)), room.free((51, 51, 60, 60)), room.free((90, 0, 101, 9))
        (False, True, False)
        """
        left, top, right, bottom = box
        inside = left >= 0 and top >= 0 and right <= self.width and bottom <= self.height
        return inside and not any(
            left < one[2] and right > one[0] and top < one[3] and bottom > one[1]
            for one in self.taken
        )

    def label(
        self, x: float, y: float, text: str, away: float = 7
    ) -> tuple[float, float, str] | None:
        """Where a text beside a point begins, and its anchor; None where there is no room.

        >>> Room(200, 100).label(10, 50, "Olya"), Room(20, 20).label(10, 10, "Makhachkala")
        ((17, 54.0, 'start'), None)
        """
        wide, tall = len(text) * LETTER, 13
        for side, down in _SIDES:
            left = x + away if side > 0 else x - away - wide if side < 0 else x - wide / 2
            top = y + down * (away + 4) - tall / 2
            box = (left, top, left + wide, top + tall)
            if self.free(box):
                self.taken.append(box)
                anchor, at = {1: ("start", left), -1: ("end", left + wide)}.get(side, ("middle", x))
                return round(at, 1), round(top + tall / 2 + 4, 1), anchor
        return None

    def sign(self, x: float, y: float, size: float) -> tuple[float, float]:
        """The place nearest to a point where a sign of so much half width fits."""
        for ring in range(8):
            for right, down in _AROUND if ring else ((0, 0),):
                at, up = x + right * ring * size * 1.2, y + down * ring * size * 1.2
                box = (at - size, up - size, at + size, up + size)
                if self.free(box):
                    self.taken.append(box)
                    return round(at, 1), round(up, 1)
        return x, y


_AROUND = ((1, -1), (1, 1), (-1, -1), (-1, 1), (1, 0), (-1, 0), (0, -1), (0, 1))
