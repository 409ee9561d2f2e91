"""Keys of one process never meet those of another, a forked one included."""

from __future__ import annotations

import subprocess
import sys

from workstation import keys

FORK = """
import os
from workstation import keys

keys.set_node(7)
child = os.fork()
if child == 0:
    os._exit(keys.has_node())
_pid, status = os.waitpid(child, 0)
print(os.waitstatus_to_exitcode(status), keys.has_node())
"""


def test_a_forked_child_makes_no_keys_before_it_has_a_node_of_its_own() -> None:
    done = subprocess.run([sys.executable, "-c", FORK], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["0", "True"], done.stderr


def test_keys_rise_and_bear_the_node() -> None:
    keys.set_node(4096 + 5)
    made = [keys.new_key() for _number in range(1000)]
    assert made == sorted(set(made))
    assert {key >> keys.COUNTER_BITS & 4095 for key in made} == {5}
