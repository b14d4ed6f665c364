"""Property tests that take as long as they take, and fail the same way twice where nobody watches."""

import os

from hypothesis import settings

settings.register_profile("calctui", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("calctui")
