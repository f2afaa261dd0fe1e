// Which twin runs: decided by what the processor says, never by how the program was compiled.
#include "vector_kernels_twins.h"

const struct alpha_kernels *alpha_kernels_of(int instruction_set) {
    switch (instruction_set) {
    case ALPHA_PLAIN:
        return &alpha_kernels_plain;
#if defined(__x86_64__)
    case ALPHA_AVX2:
        return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") ? &alpha_kernels_avx2 : NULL;
    case ALPHA_AVX512:
        return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
                       __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
                   ? &alpha_kernels_avx512
                   : NULL;
#endif
    default:
        return NULL;
    }
}

const struct alpha_kernels *alpha_kernels_best(void) {
    for (int instruction_set = ALPHA_AVX512; instruction_set > ALPHA_PLAIN; instruction_set--) {
        const struct alpha_kernels *kernels = alpha_kernels_of(instruction_set);
        if (kernels) return kernels;
    }
    return &alpha_kernels_plain;
}
