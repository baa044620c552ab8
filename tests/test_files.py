import resource
import subprocess
import sys

import pytest

from geo.files import FileError, read_bytes, write_whole


def names(folder):
    return [path.name for path in folder.iterdir()]


def test_a_file_is_written_and_replaced_with_its_permissions(tmp_path):
    target = tmp_path / "story.csv"
    write_whole(str(target), b"first")
    target.chmod(0o640)
    write_whole(str(target), b"second")
    assert target.read_bytes() == b"second"
    assert target.stat().st_mode & 0o777 == 0o640
    assert names(tmp_path) == ["story.csv"]


def test_a_new_file_has_the_usual_permissions(tmp_path):
    ours, usual = tmp_path / "ours", tmp_path / "usual"
    write_whole(str(ours), b"x")
    usual.write_bytes(b"x")
    assert ours.stat().st_mode == usual.stat().st_mode


def test_a_link_stays_a_link(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to(target)
    write_whole(str(link), b"new")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_disk_that_fills_up_leaves_the_old_file(tmp_path):
    target = tmp_path / "card.png"
    target.write_bytes(b"old")
    code = (
        "import resource, signal, sys\n"
        "from geo.files import FileError, write_whole\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n"
        "    write_whole(sys.argv[1], b'x' * 5000)\n"
        "except FileError as error:\n"
        "    print(error)\n"
    )
    assert resource.getrlimit(resource.RLIMIT_FSIZE)[0] != 1000
    done = subprocess.run(
        [sys.executable, "-c", code, str(target)], capture_output=True, text=True, check=True
    )
    assert done.stdout == f"Cannot write {target}: File too large.\n"
    assert names(tmp_path) == ["card.png"]
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize("inside", ["nowhere/card.png", "note.txt/card.png"])
def test_a_place_that_takes_no_file_is_told(tmp_path, inside):
    (tmp_path / "note.txt").write_text("a file, not a folder")
    with pytest.raises(
        FileError, match=rf"Cannot write .*{inside}: (No such file|Not a directory)"
    ):
        write_whole(str(tmp_path / inside), b"x")
    assert names(tmp_path) == ["note.txt"]


def test_a_device_is_written_to_and_its_error_told():
    write_whole("/dev/null", b"x")
    with pytest.raises(FileError, match=r"Cannot write /dev/full: No space left on device\."):
        write_whole("/dev/full", b"x")


def test_a_file_that_cannot_be_read_is_told(tmp_path):
    with pytest.raises(FileError, match=r"Cannot read .*: Is a directory\."):
        read_bytes(str(tmp_path))
    with pytest.raises(FileError, match=r"Cannot read nowhere\.txt: No such file or directory\."):
        read_bytes("nowhere.txt")
