"""Elementary functions on arrays, where NumPy has none or gives another answer at the edge of the domain.

Outside its domain a function is NaN: it has no value there. An infinity means too large for a float.
"""

import math
from typing import Any

import numpy as np

LN2, LN10 = math.log(2.0), math.log(10.0)
SQRT2, SQRT_2PI = math.sqrt(2.0), math.sqrt(2.0 * math.pi)
SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805  # Klambauer et al. 2017, as in torch

_erf = np.frompyfunc(math.erf, 1, 1)
_erfc = np.frompyfunc(math.erfc, 1, 1)


def divide(u: Any, v: Any) -> Any:
    """u / v, NaN where v is 0."""
    return np.divide(u, np.where(v == 0, np.nan, v))


def power(u: Any, v: Any) -> Any:
    """u^v, NaN for 0 to a negative power, and where u or v is, even if 1^v and u^0 would be 1; 0^0 is 1."""
    if np.ndim(v) == 0 and v > 0:
        return np.power(u, v)  # as it is: most exponents are such, and to look for exceptions takes as long
    undefined = (u == 0) & (v < 0) | np.isnan(u) | np.isnan(v)
    return np.where(undefined, np.nan, np.power(u, v))


def log(u: Any) -> Any:
    """Natural logarithm, NaN at 0."""
    return np.log(np.where(u == 0, np.nan, u))


def step(u: Any) -> Any:
    """1 above 0, else 0: the derivative of ReLU, with the value that frameworks give its corner."""
    return np.heaviside(u, 0.0)


def sigmoid(u: Any) -> Any:
    """1 / (1 + e^-u), by whichever form does not overflow."""
    small = np.exp(-np.abs(u))
    return np.where(u >= 0, 1.0, small) / (1.0 + small)


def softplus(u: Any) -> Any:
    """ln(1 + e^u)."""
    return np.logaddexp(0.0, u)


def erf(u: Any) -> Any:
    """Error function."""
    return np.asarray(_erf(u), dtype=float)


def normal_cdf(u: Any) -> Any:
    """Chance that a standard normal stays below u; by erfc, which keeps its digits far to the left."""
    return 0.5 * np.asarray(_erfc(-np.asarray(u) / SQRT2), dtype=float)


def elu(u: Any, alpha: float = 1.0, scale: float = 1.0) -> Any:
    """u above 0, alpha (e^u - 1) below, all times `scale`."""
    return scale * np.where(u > 0, u, alpha * np.expm1(np.minimum(u, 0.0)))


def leaky_relu(u: Any, slope: Any) -> Any:
    """u above 0, slope · u below; NaN where the slope is, above 0 too."""
    return np.where((u > 0) & ~np.isnan(slope), u, slope * u)
