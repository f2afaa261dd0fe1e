// The plain twin: each kernel as its formula says, over libm. What the vector twins are tested against.
#include <math.h>

#include "vector_kernels_twins.h"

void alpha_philox4x32(int rounds, uint32_t counter[4], uint32_t key0, uint32_t key1) {
    for (int round = 0; round < rounds; round++) {
        uint64_t product0 = (uint64_t)0xD2511F53u * counter[0], product1 = (uint64_t)0xCD9E8D57u * counter[2];
        counter[0] = (uint32_t)(product1 >> 32) ^ counter[1] ^ key0;
        counter[1] = (uint32_t)product1;
        counter[2] = (uint32_t)(product0 >> 32) ^ counter[3] ^ key1;
        counter[3] = (uint32_t)product0;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
}

static float sigmoid_of(float x) { return 1.0f / (1.0f + expf(-x)); }
static float masked(float x, const uint8_t *keep, float keep_scale, size_t index) {
    return keep ? (keep[index] ? x * keep_scale : 0.0f) : x;
}

static void exponential(size_t count, const float *x, float *y) {
    for (size_t i = 0; i < count; i++) y[i] = x[i] < -87.0f ? 0.0f : expf(x[i] > 88.0f ? 88.0f : x[i]);
}
static void sigmoid(size_t count, const float *x, float *y) {
    for (size_t i = 0; i < count; i++) y[i] = sigmoid_of(x[i]);
}
static void hyperbolic_tangent(size_t count, const float *x, float *y) {
    for (size_t i = 0; i < count; i++) y[i] = tanhf(x[i]);
}

static void lstm_gates_forward(
    size_t rows, size_t hidden, float *gates, const float *bias, const float *cell_before, float *cell,
    float *cell_tanh, float *output, size_t output_stride, float *above, size_t above_stride, const uint8_t *keep,
    float keep_scale) {
    for (size_t r = 0; r < rows; r++) {
        float *row = gates + r * 4 * hidden;
        for (size_t j = 0; j < hidden; j++) {
            size_t at = r * hidden + j;
            float i = sigmoid_of(row[j] + bias[j]);
            float f = sigmoid_of(row[hidden + j] + bias[hidden + j]);
            float g = tanhf(row[2 * hidden + j] + bias[2 * hidden + j]);
            float o = sigmoid_of(row[3 * hidden + j] + bias[3 * hidden + j]);
            float c = f * cell_before[at] + i * g, t = tanhf(c);
            row[j] = i, row[hidden + j] = f, row[2 * hidden + j] = g, row[3 * hidden + j] = o;
            cell[at] = c, cell_tanh[at] = t;
            output[r * output_stride + j] = o * t;
            if (above) above[r * above_stride + j] = masked(o * t, keep, keep_scale, at);
        }
    }
}

static void lstm_gates_backward(
    size_t rows, size_t hidden, float *gates, const float *cell_before, const float *cell_tanh, const float *recurrent,
    size_t recurrent_stride, const float *above, size_t above_stride, const uint8_t *keep, float keep_scale,
    float *cell_gradient, float *bias_gradient) {
    for (size_t r = 0; r < rows; r++) {
        float *row = gates + r * 4 * hidden;
        for (size_t j = 0; j < hidden; j++) {
            size_t at = r * hidden + j;
            float h = recurrent ? recurrent[r * recurrent_stride + j] : 0.0f;
            if (above) h += masked(above[r * above_stride + j], keep, keep_scale, at);
            float i = row[j], f = row[hidden + j], g = row[2 * hidden + j], o = row[3 * hidden + j], t = cell_tanh[at];
            float c = cell_gradient[at] + h * o * (1 - t * t);
            row[j] = c * g * i * (1 - i);
            row[hidden + j] = c * cell_before[at] * f * (1 - f);
            row[2 * hidden + j] = c * i * (1 - g * g);
            row[3 * hidden + j] = h * t * o * (1 - o);
            cell_gradient[at] = c * f;
            for (size_t gate = 0; gate < 4; gate++) bias_gradient[gate * hidden + j] += row[gate * hidden + j];
        }
    }
}

static void softmax_forward(
    size_t rows, size_t columns, float scale, float *probabilities, const uint8_t *keep, float keep_scale,
    float *weights) {
    for (size_t r = 0; r < rows; r++) {
        float *row = probabilities + r * columns, largest = row[0], sum = 0;
        for (size_t j = 1; j < columns; j++) largest = row[j] > largest ? row[j] : largest;
        for (size_t j = 0; j < columns; j++) sum += row[j] = expf((row[j] - largest) * scale);
        for (size_t j = 0; j < columns; j++) {
            row[j] /= sum;
            if (keep) weights[r * columns + j] = masked(row[j], keep, keep_scale, r * columns + j);
        }
    }
}

static void softmax_backward(
    size_t rows, size_t columns, float scale, const float *probabilities, const uint8_t *keep, float keep_scale,
    float *gradient, float *weights) {
    for (size_t r = 0; r < rows; r++) {
        const float *p = probabilities + r * columns;
        float *d = gradient + r * columns, inner = 0;
        for (size_t j = 0; j < columns; j++) {
            d[j] = masked(d[j], keep, keep_scale, r * columns + j);
            inner += d[j] * p[j];
            if (keep) weights[r * columns + j] = masked(p[j], keep, keep_scale, r * columns + j);
        }
        for (size_t j = 0; j < columns; j++) d[j] = scale * p[j] * (d[j] - inner);
    }
}

static void layer_norm_forward(
    size_t rows, size_t width, const float *x, size_t x_stride, const float *branch, const float *branch_bias,
    const uint8_t *keep, float keep_scale, const float *gain, const float *bias, float *normalized,
    float *reciprocal_deviation, float *y) {
    for (size_t r = 0; r < rows; r++) {
        float *z = normalized + r * width;
        double mean = 0, variance = 0;
        for (size_t j = 0; j < width; j++) {
            z[j] = x[r * x_stride + j];
            if (branch) {
                float term = branch[r * width + j] + (branch_bias ? branch_bias[j] : 0.0f);
                z[j] += masked(term, keep, keep_scale, r * width + j);
            }
            mean += z[j];
        }
        mean /= (double)width;
        for (size_t j = 0; j < width; j++) variance += (z[j] - mean) * (z[j] - mean);
        double reciprocal = 1 / sqrt(variance / (double)width + 1e-5);
        reciprocal_deviation[r] = (float)reciprocal;
        for (size_t j = 0; j < width; j++) {
            z[j] = (float)((z[j] - mean) * reciprocal);
            y[r * width + j] = z[j] * gain[j] + bias[j];
        }
    }
}

static void layer_norm_backward(
    size_t rows, size_t width, const float *y_gradient, const float *normalized, const float *reciprocal_deviation,
    const float *gain, const uint8_t *keep, float keep_scale, float *z_gradient, float *branch_gradient,
    float *branch_bias_gradient, float *gain_gradient, float *bias_gradient) {
    for (size_t r = 0; r < rows; r++) {
        double sum = 0, inner = 0;
        for (size_t j = 0; j < width; j++) {
            double d = y_gradient[r * width + j], n = normalized[r * width + j];
            sum += d * gain[j];
            inner += d * gain[j] * n;
            gain_gradient[j] += (float)(d * n);
            bias_gradient[j] += (float)d;
        }
        for (size_t j = 0; j < width; j++) {
            size_t at = r * width + j;
            double centred = (double)y_gradient[at] * gain[j] - (sum + normalized[at] * inner) / (double)width;
            float z = (float)(reciprocal_deviation[r] * centred);
            z_gradient[at] = z;
            if (branch_gradient) {
                branch_gradient[at] = masked(z, keep, keep_scale, at);
                if (branch_bias_gradient) branch_bias_gradient[j] += branch_gradient[at];
            }
        }
    }
}

static void relu_forward(
    size_t rows, size_t width, float *x, const float *bias, const uint8_t *keep, float keep_scale) {
    for (size_t i = 0; i < rows * width; i++) {
        float sum = x[i] + bias[i % width];
        x[i] = masked(sum < 0 ? 0 : sum, keep, keep_scale, i);
    }
}
static void relu_backward(
    size_t rows, size_t width, const float *y, float keep_scale, float *gradient, float *bias_gradient) {
    for (size_t i = 0; i < rows * width; i++) {
        gradient[i] = y[i] > 0 ? gradient[i] * keep_scale : 0.0f;
        if (bias_gradient) bias_gradient[i % width] += gradient[i];
    }
}
static void residual_relu(size_t count, const float *x, const float *y, float *sum) {
    for (size_t i = 0; i < count; i++) {
        float both = x[i] + y[i];
        sum[i] = both < 0 ? 0 : both;
    }
}

static void fill_rows(size_t rows, size_t width, const float *row, float *y) {
    for (size_t i = 0; i < rows * width; i++) y[i] = row[i % width];
}
static void column_sums(size_t rows, size_t width, const float *x, size_t x_stride, float *sums) {
    for (size_t r = 0; r < rows; r++)
        for (size_t j = 0; j < width; j++) sums[j] += x[r * x_stride + j];
}
static double sum_of_squares(size_t count, const float *x) {
    double sum = 0;
    for (size_t i = 0; i < count; i++) sum += (double)x[i] * x[i];
    return sum;
}

static void adamw(
    size_t count, float *parameters, const float *gradients, float *first_moment, float *second_moment,
    float gradient_scale, float decay_factor, float beta1, float beta2, float step_size, float second_correction_root,
    float epsilon) {
    for (size_t i = 0; i < count; i++) {
        float g = gradients[i] * gradient_scale;
        float m = first_moment[i] += (g - first_moment[i]) * (1 - beta1);
        float v = second_moment[i] = second_moment[i] * beta2 + g * g * (1 - beta2);
        parameters[i] = parameters[i] * decay_factor - step_size * (m / (sqrtf(v) / second_correction_root + epsilon));
    }
}

static void dropout_mask(
    size_t count, uint64_t seed, uint32_t step, uint32_t site, uint32_t stream, float probability, uint8_t *keep) {
    uint32_t threshold = (uint32_t)lrintf(probability * 65536.0f);
    for (size_t i = 0; i < count; i++) {
        size_t block = i / ALPHA_MASK_BLOCK, in_block = i % ALPHA_MASK_BLOCK;
        size_t word = in_block / 32, lane = in_block % 32 / 2, half = in_block % 2;
        uint32_t counter[4] = {(uint32_t)(block * 16 + lane), stream, step, site};
        alpha_philox4x32(ALPHA_PHILOX_ROUNDS, counter, (uint32_t)seed, (uint32_t)(seed >> 32));
        keep[i] = (counter[word] >> (16 * half) & 0xFFFF) >= threshold;
    }
}

const struct alpha_kernels alpha_kernels_plain = {
    "plain",         exponential,       sigmoid,             hyperbolic_tangent, lstm_gates_forward,
    lstm_gates_backward, softmax_forward, softmax_backward,  layer_norm_forward, layer_norm_backward,
    relu_forward,    relu_backward,     residual_relu,       fill_rows,          column_sums,
    sum_of_squares,  adamw,             dropout_mask,
};
