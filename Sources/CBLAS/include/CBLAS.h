// BLAS and LAPACKE as one module, beside the vector kernels that BLAS lacks.
#ifndef ALPHA_CBLAS_H
#define ALPHA_CBLAS_H

#include <cblas.h>
#include <lapacke.h>

#include "vector_kernels.h"

#endif
