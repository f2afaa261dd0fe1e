// BLAS and LAPACKE as one module, beside the vector kernels that BLAS lacks.
#ifndef ALPHA_CBLAS_H
#define ALPHA_CBLAS_H

#include <cblas.h>
#include <lapacke.h>

#include "vector_kernels.h"

/// The path of the library that `cblas_sgemm` comes from, as the loader found it; NULL where that is not known.
const char* alpha_blas_path(void);

#endif
