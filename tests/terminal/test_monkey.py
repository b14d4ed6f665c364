"""A short walk of the monkey that `make soak` lets loose for longer."""

import subprocess
import sys
from pathlib import Path

import pytest

MONKEY = Path(__file__).resolve().parents[2] / "soak" / "monkey.py"


@pytest.mark.soak
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="looks at /proc")
def test_three_hundred_random_inputs_do_no_harm() -> None:
    command = [sys.executable, str(MONKEY), "--keys", "300", "--seed", "1", "--patience", "20"]
    ran = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
