import pathlib
import unittest

from . import scenarios

FOLDER = pathlib.Path(__file__).resolve().parent.parent / "golden"


def golden(name):
    lines = (FOLDER / (name + ".hex")).read_text(encoding="ascii").splitlines()
    return bytes.fromhex("".join(line.split("#")[0] for line in lines))


class GoldenTest(unittest.TestCase):
    def test_writes_the_datagrams_that_the_receiver_is_tested_with(self):
        self.assertEqual({path.stem for path in FOLDER.glob("*.hex")}, set(scenarios.ALL))
        for name, scenario in scenarios.ALL.items():
            with self.subTest(name):
                self.assertEqual(scenario().hex(" "), golden(name).hex(" "))
