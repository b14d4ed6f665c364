"""Property tests that take as long as they take, and fail the same way twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from calctui.maths import symbolic

settings.register_profile("calctui", deadline=None, derandomize=True)
settings.register_profile("soak", deadline=None, max_examples=1000)
settings.load_profile("calctui")


@pytest.fixture(scope="session", autouse=True)
def own_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Scores, bookmarks and settings of the tests are kept apart from those of whoever runs them."""
    home: Path = tmp_path_factory.mktemp("home")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(home / "data"))
        patch.setenv("XDG_STATE_HOME", str(home / "state"))
        patch.setenv("XDG_CONFIG_HOME", str(home / "config"))
        yield


@pytest.fixture(scope="module", params=[False, True], ids=["fork", "forkless"])
def forkless(request: pytest.FixtureRequest) -> bool:
    """Whether SymPy answers in the worker's own process, as on Windows, or in forked children."""
    return bool(request.param)


class SharedEngine(symbolic.Engine):
    """An engine that goes on when an app or a command stops it."""

    def stop(self) -> None:
        """Stay: the next one asks too."""


@pytest.fixture(scope="session", autouse=True)
def one_engine() -> Iterator[None]:
    """One SymPy for all screens and commands here, since each takes half a second."""
    engine = SharedEngine()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(symbolic, "Engine", lambda: engine)
        yield
    symbolic.Engine.stop(engine)
