// The tables that the dispatch chooses from.
#ifndef ALPHA_VECTOR_KERNELS_TWINS_H
#define ALPHA_VECTOR_KERNELS_TWINS_H

#include "vector_kernels.h"

extern const struct alpha_kernels alpha_kernels_plain;
#if defined(__x86_64__)
extern const struct alpha_kernels alpha_kernels_avx2;
extern const struct alpha_kernels alpha_kernels_avx512;
#endif

/// Rounds of Philox in the dropout masks: the fewest that pass BigCrush, by Salmon et al. (2011), table 2.
enum { ALPHA_PHILOX_ROUNDS = 7 };
/// Elements that 16 neighbouring counters decide: four words of two halves each.
enum { ALPHA_MASK_BLOCK = 128 };

#endif
