// The element-wise and row-wise kernels of the neural layers, fused where a pass over memory would cost more than the
// arithmetic. All matrices are row-major float32; a stride counts floats from one row to the next.
//
// Each kernel exists three times: plain C over libm (the oracle, and what runs on any machine), AVX2 + FMA and AVX-512.
// Against the exact value the vector twins err by at most 2 ulp in exponential, 3 ulp in sigmoid, 4 ulp in hyperbolic
// tangent; sums over a row are accurate to 1e-6 of the sum of magnitudes. NaN stays NaN. A kernel's result is a function
// of its arguments and the instruction set alone.
#ifndef ALPHA_VECTOR_KERNELS_H
#define ALPHA_VECTOR_KERNELS_H

#include <stddef.h>
#include <stdint.h>

#ifndef __clang__
#define _Nonnull
#define _Nullable
#endif

enum { ALPHA_PLAIN = 0, ALPHA_AVX2 = 1, ALPHA_AVX512 = 2 };

/// The kernels of one instruction set. `keep` is a mask of one byte an element, 1 keeps and 0 drops, and a kept element is
/// multiplied by `keep_scale`; a null mask keeps all and multiplies by nothing.
struct alpha_kernels {
    /// The instruction set: "plain", "avx2", "avx512".
    const char *_Nonnull name;

    /// y = eˣ, 0 below −87, and no more than e⁸⁸ above 88; x and y may be the same.
    void (*_Nonnull exponential)(size_t count, const float *_Nonnull x, float *_Nonnull y);
    /// y = 1 / (1 + e⁻ˣ); x and y may be the same.
    void (*_Nonnull sigmoid)(size_t count, const float *_Nonnull x, float *_Nonnull y);
    /// y = tanh x; x and y may be the same.
    void (*_Nonnull hyperbolic_tangent)(size_t count, const float *_Nonnull x, float *_Nonnull y);

    /// One LSTM step for each row. `gates` `[rows, 4·hidden]` holds the pre-activations without bias in the order input,
    /// forget, candidate, output, and afterwards the activations. c = f·c₀ + i·g, h = o·tanh c; `above` receives h under
    /// the mask.
    void (*_Nonnull lstm_gates_forward)(
        size_t rows, size_t hidden, float *_Nonnull gates, const float *_Nonnull bias,
        const float *_Nonnull cell_before, float *_Nonnull cell, float *_Nonnull cell_tanh, float *_Nonnull output,
        size_t output_stride, float *_Nullable above, size_t above_stride, const uint8_t *_Nullable keep,
        float keep_scale);
    /// The gradient of that step. The gradient of h is `recurrent` plus `above` under the mask; `gates` holds the
    /// activations and afterwards their pre-activations' gradient; `cell_gradient` goes from c's to c₀'s;
    /// `bias_gradient` `[4·hidden]` is added to.
    void (*_Nonnull lstm_gates_backward)(
        size_t rows, size_t hidden, float *_Nonnull gates, const float *_Nonnull cell_before,
        const float *_Nonnull cell_tanh, const float *_Nullable recurrent, size_t recurrent_stride,
        const float *_Nullable above, size_t above_stride, const uint8_t *_Nullable keep, float keep_scale,
        float *_Nonnull cell_gradient, float *_Nonnull bias_gradient);

    /// Each row p = softmax(scale · row) in place; with a mask also `weights` = p under the mask.
    void (*_Nonnull softmax_forward)(
        size_t rows, size_t columns, float scale, float *_Nonnull probabilities, const uint8_t *_Nullable keep,
        float keep_scale, float *_Nullable weights);
    /// `gradient` goes from the weights' to the scores' (before `scale`); `weights` receives p under the mask again.
    void (*_Nonnull softmax_backward)(
        size_t rows, size_t columns, float scale, const float *_Nonnull probabilities, const uint8_t *_Nullable keep,
        float keep_scale, float *_Nonnull gradient, float *_Nullable weights);

    /// Each row z = x + (branch + branch_bias) under the mask, normalized = (z − mean)/√(variance + 1e-5) with the
    /// population variance, y = normalized · gain + bias. A null `branch` leaves z = x.
    void (*_Nonnull layer_norm_forward)(
        size_t rows, size_t width, const float *_Nonnull x, size_t x_stride, const float *_Nullable branch,
        const float *_Nullable branch_bias, const uint8_t *_Nullable keep, float keep_scale, const float *_Nonnull gain,
        const float *_Nonnull bias, float *_Nonnull normalized, float *_Nonnull reciprocal_deviation,
        float *_Nonnull y);
    /// From y's gradient to z's (in place allowed) and the branch's; the gradients of gain, bias and branch_bias are
    /// added to.
    void (*_Nonnull layer_norm_backward)(
        size_t rows, size_t width, const float *_Nonnull y_gradient, const float *_Nonnull normalized,
        const float *_Nonnull reciprocal_deviation, const float *_Nonnull gain, const uint8_t *_Nullable keep,
        float keep_scale, float *_Nonnull z_gradient, float *_Nullable branch_gradient,
        float *_Nullable branch_bias_gradient, float *_Nonnull gain_gradient, float *_Nonnull bias_gradient);

    /// x = max(x + bias, 0) under the mask, in place.
    void (*_Nonnull relu_forward)(
        size_t rows, size_t width, float *_Nonnull x, const float *_Nonnull bias, const uint8_t *_Nullable keep,
        float keep_scale);
    /// `gradient` goes from y's to x's in place, y being what relu_forward left; `bias_gradient` is added to.
    void (*_Nonnull relu_backward)(
        size_t rows, size_t width, const float *_Nonnull y, float keep_scale, float *_Nonnull gradient,
        float *_Nullable bias_gradient);
    /// sum = max(x + y, 0); relu_backward with keep_scale 1 is its gradient.
    void (*_Nonnull residual_relu)(size_t count, const float *_Nonnull x, const float *_Nonnull y, float *_Nonnull sum);

    /// Every row becomes a copy of `row` `[width]`.
    void (*_Nonnull fill_rows)(size_t rows, size_t width, const float *_Nonnull row, float *_Nonnull y);
    /// sums[j] += Σ_r x[r, j].
    void (*_Nonnull column_sums)(
        size_t rows, size_t width, const float *_Nonnull x, size_t x_stride, float *_Nonnull sums);
    /// Σ x², gathered in double precision.
    double (*_Nonnull sum_of_squares)(size_t count, const float *_Nonnull x);

    /// One AdamW step (Loshchilov & Hutter 2019) in the order of torch.optim.AdamW, every gradient multiplied by
    /// `gradient_scale` first: θ ← θ(1 − rate·decay); m, v averaged; θ ← θ − rate/(1−β₁ᵗ) · m/(√v/√(1−β₂ᵗ) + ε).
    void (*_Nonnull adamw)(
        size_t count, float *_Nonnull parameters, const float *_Nonnull gradients, float *_Nonnull first_moment,
        float *_Nonnull second_moment, float gradient_scale, float decay_factor, float beta1, float beta2,
        float step_size, float second_correction_root, float epsilon);

    /// keep[i] = 0 with the given probability (to 1/65536), else 1: a function of the arguments and i alone, by
    /// alpha_philox4x32 with 7 rounds at counter (i/8 in blocks of 16, stream, step, site).
    void (*_Nonnull dropout_mask)(
        size_t count, uint64_t seed, uint32_t step, uint32_t site, uint32_t stream, float probability,
        uint8_t *_Nonnull keep);
};

/// The kernels of the instruction set, or null when this machine does not have it.
const struct alpha_kernels *_Nullable alpha_kernels_of(int instruction_set);
/// The fastest kernels of this machine.
const struct alpha_kernels *_Nonnull alpha_kernels_best(void);

/// The counter-based generator Philox4x32 (Salmon et al. 2011), the counter replaced by its four random words.
void alpha_philox4x32(int rounds, uint32_t counter[_Nonnull 4], uint32_t key0, uint32_t key1);

#endif
