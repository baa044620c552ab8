from hypothesis import given, settings
from hypothesis import strategies as st

from geo.labels import Box, Place, Request, Room, along, place

FRAME = Box(0, 0, 600, 400)


def requests(most: int) -> st.SearchStrategy[list[Request]]:
    return st.lists(
        st.builds(
            Request,
            point=st.tuples(st.floats(0, 600), st.floats(0, 400)),
            radius=st.floats(2, 12),
            width=st.floats(10, 120),
            height=st.floats(8, 40),
            leader=st.sampled_from([0.0, 150.0]),
        ),
        max_size=most,
    )


def crosses(leader: tuple[tuple[float, float], tuple[float, float]], box: Box) -> bool:
    """Whether a line passes over a box, found by walking along it."""
    (x1, y1), (x2, y2) = leader
    return any(box.holds((x1 + (x2 - x1) * i / 400, y1 + (y2 - y1) * i / 400)) for i in range(401))


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than an edge."""
    across = one.left < other.right and other.left < one.right
    return across and one.top < other.bottom and other.top < one.bottom


@settings(deadline=None, max_examples=60)
@given(requests(25))
def test_labels_overlap_neither_each_other_nor_what_is_taken(wanted: list[Request]) -> None:
    taken = Box(250, 150, 350, 250)
    room = Room(FRAME)
    room.take([taken])
    found = [spot for spot in place(wanted, room) if spot]
    for i, spot in enumerate(found):
        assert spot.box.inside(FRAME)
        assert not overlap(spot.box, taken)
        for other in found[i + 1 :]:
            assert not overlap(spot.box, other.box)
            for one, two in ((spot, other), (other, spot)):
                assert one.leader is None or not crosses(one.leader, two.box)


@settings(deadline=None, max_examples=15)
@given(requests(12))
def test_the_same_requests_get_the_same_places(wanted: list[Request]) -> None:
    assert place(wanted, Room(FRAME)) == place(wanted, Room(FRAME))


def test_a_lone_label_stands_to_the_right() -> None:
    (spot,) = place([Request((100, 100), 8, 80, 20)], Room(FRAME))
    assert spot == Place(Box(108, 90, 188, 110))


def test_at_the_right_edge_it_stands_to_the_left() -> None:
    (spot,) = place([Request((590, 100), 8, 80, 20)], Room(FRAME))
    assert spot
    assert spot.box.right == 582


def test_it_stands_off_the_line_of_travel() -> None:
    line = [(100.0 + i, 100.0) for i in range(0, 200, 5)]
    (spot,) = place([Request((100, 100), 8, 80, 20)], Room(FRAME, line))
    assert spot
    assert not any(spot.box.holds(point) for point in line)


def test_a_crowded_label_gets_a_leader_line_to_its_box() -> None:
    # Taken all round the point but for a gap above it that is too narrow for the label.
    around = [Box(110, 60, 145, 140), Box(155, 60, 190, 140), Box(110, 115, 190, 140)]
    request = Request((150, 100), 8, 80, 20, leader=200)
    room = Room(FRAME)
    room.take(around)
    (spot,) = place([request], room)
    assert spot
    assert spot.leader
    (x, y) = spot.leader[1]
    assert spot.box.grown(0.1).holds((x, y))
    assert not any(crosses(spot.leader, box) for box in around)
    room.take([Box(140, 60, 160, 85)])
    assert place([request], room) == (None,)
    assert place([Request((150, 100), 8, 80, 20)], Room(Box(115, 60, 185, 140))) == (None,)


def test_a_placed_label_makes_room_for_one_that_has_no_other_place() -> None:
    # The first would stand to the right of its point, where alone the second has room.
    room = Room(Box(0, 0, 300, 40), gap=0)
    room.take([Box(0, 0, 60, 40)])
    first = Request((110, 20), 5, 45, 38)
    second = Request((158, 20), 0, 60, 38)
    alone = place([first], Room(Box(0, 0, 300, 40), gap=0))[0]
    assert alone
    assert alone.box.left == 115
    both = place([first, second], room)
    assert all(both)


def test_more_labels_than_room_are_left_out_not_drawn_over_each_other() -> None:
    wanted = [Request((300, 200), 5, 100, 30, leader=60)] * 60
    found = place(wanted, Room(FRAME))
    assert found[0] is not None
    assert None in found


def test_along_covers_a_slanted_name() -> None:
    boxes = along((0, 0), (100, 50), 10)
    assert all(any(box.grown(0.1).holds((2 * y, y)) for box in boxes) for y in range(0, 51, 2))


def test_free_room_is_in_the_frame_and_off_the_line() -> None:
    room = Room(FRAME, [(50.0, 50.0)])
    assert room.free([Box(100, 100, 120, 120)])
    assert not room.free([Box(40, 40, 60, 60)])
    assert not room.free([Box(590, 100, 610, 120)])
    room.take([Box(100, 100, 120, 120)])
    assert not room.free([Box(100, 100, 120, 120)])
