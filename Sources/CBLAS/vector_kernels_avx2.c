#if defined(__x86_64__)
#include <string.h>

#include "vector_kernels_twins.h"

#define VL 8
#define TABLE alpha_kernels_avx2
#define TABLE_NAME "avx2"
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "vector_kernels_body.h"
#pragma clang attribute pop
#endif
