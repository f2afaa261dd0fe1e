"""The polynomial of Sources/CBLAS/vector_kernels_body.h: q with e^r - 1 = r + r^2 q(r) for |r| <= ln(2)/2.

Least squares on Chebyshev nodes, weighted so that the relative error of e^r - 1 is what is small; needs numpy.
usage: python3 Tools/exp_coefficients.py
"""
import math

import numpy as np

DEGREE = 4
LIMIT = math.log(2) / 2 * 1.0005
nodes = LIMIT * np.cos(math.pi * (np.arange(4000) + 0.5) / 4000)
nodes = nodes[np.abs(nodes) > 1e-3]
exact = np.array([math.expm1(r) for r in nodes])
target = (exact - nodes) / nodes**2
weight = nodes**2 / np.abs(exact)
powers = np.vander(nodes, DEGREE + 1, increasing=True)
coefficients, *_ = np.linalg.lstsq(powers * weight[:, None], target * weight, rcond=None)
rounded = coefficients.astype(np.float32).astype(np.float64)
error = np.abs(nodes + nodes**2 * (powers @ rounded) - exact) / np.abs(exact)
for power, value in enumerate(coefficients.astype(np.float32)):
    print(f"r^{power}: {value:.9e}f")
print(f"largest relative error of e^r - 1: {error.max():.2e} (float32 epsilon is {2**-24:.2e})")
