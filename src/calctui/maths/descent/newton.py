"""Newton's method with damping. Nocedal and Wright, "Numerical Optimization", 2nd ed., section 2.2."""

from dataclasses import dataclass

import numpy as np

from calctui.maths.descent.method import Local, NoStep
from calctui.maths.evaluate import Floats


@dataclass(frozen=True, slots=True)
class Newton:
    """To where the local quadratic is level: x ← x - rate · H⁻¹ g, the whole way at rate 1.

    It does not ask whether that place is a minimum: near a saddle it walks to the saddle, near a maximum
    up to the maximum. That is the method, and why it is not used bare.
    """

    rate: float = 1.0

    def init(self, x: Floats) -> None:
        """No state."""

    def step(self, state: None, x: Floats, local: Local) -> tuple[Floats, None]:
        """One step to the stationary point of the quadratic, or towards it.

        Raises:
            NoStep: the Hessian is singular (its smallest eigenvalue is 0 within rounding, beside its
                largest) or not finite, so that there is no one such point.
        """
        if not local.gradient.any():
            return x, None
        hessian = local.hessian()
        if not np.isfinite(hessian).all():
            raise NoStep("the Hessian is not finite")
        eigenvalues, axes = np.linalg.eigh(hessian)
        sizes = np.abs(eigenvalues)
        if sizes.min() <= len(x) * np.finfo(float).eps * sizes.max():
            raise NoStep("the Hessian is singular")
        return x - self.rate * axes @ ((axes.T @ local.gradient) / eigenvalues), None
