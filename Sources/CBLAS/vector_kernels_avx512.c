#if defined(__x86_64__)
#include <string.h>

#include "vector_kernels_twins.h"

#define VL 16
#define TABLE alpha_kernels_avx512
#define TABLE_NAME "avx512"
#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl"))), apply_to = function)
#include "vector_kernels_body.h"
#pragma clang attribute pop
#endif
