// The vector twin, included once an instruction set: VL floats a vector, TABLE the table to define. Written with the
// compiler's vector extensions, so that it is fast without optimisation too. No include guard: it is meant to be included
// by several files.
#include <string.h>

typedef float vfloat __attribute__((vector_size(VL * 4), aligned(4)));
typedef int32_t vint __attribute__((vector_size(VL * 4), aligned(4)));
typedef uint32_t vuint __attribute__((vector_size(VL * 4), aligned(4)));
typedef uint64_t vwide __attribute__((vector_size(VL * 4), aligned(4)));
typedef uint16_t vhalf __attribute__((vector_size(VL * 4), aligned(2)));
typedef int8_t vflag __attribute__((vector_size(VL * 2), aligned(1)));
typedef uint8_t vbyte __attribute__((vector_size(VL), aligned(1)));
typedef float vfloat8 __attribute__((vector_size(32)));
typedef float vfloat4 __attribute__((vector_size(16)));

#define INLINE static inline __attribute__((always_inline))
// Runs through 0..<n a vector at a time; `part` is how many elements of the vector exist.
#define EACH_VECTOR(j, part, n) \
    for (size_t j = 0, part = (n) < VL ? (n) : VL; j < (n); j += VL, part = (n) - j < VL ? (n) - j : VL)

INLINE vfloat spread(float value) { return value - (vfloat){}; }
INLINE vfloat select(vint condition, vfloat yes, vfloat no) {
    return (vfloat)((condition & (vint)yes) | (~condition & (vint)no));
}
INLINE vfloat larger(vfloat a, vfloat b) { return select(b > a, b, a); }

INLINE vfloat load(const float *from, size_t part) {
    if (__builtin_expect(part == VL, 1)) return *(const vfloat *)from;
    vfloat value = {};
    memcpy(&value, from, part * sizeof(float));
    return value;
}
INLINE void store(float *to, size_t part, vfloat value) {
    if (__builtin_expect(part == VL, 1))
        *(vfloat *)to = value;
    else
        memcpy(to, &value, part * sizeof(float));
}
INLINE void add_to(float *to, size_t part, vfloat value) { store(to, part, load(to, part) + value); }

// What the mask multiplies by: keep_scale or 0.
INLINE vfloat factor(const uint8_t *keep, size_t part, float keep_scale) {
    vbyte bytes = {};
    if (__builtin_expect(part == VL, 1))
        bytes = *(const vbyte *)keep;
    else
        memcpy(&bytes, keep, part);
    return __builtin_convertvector(bytes, vfloat) * keep_scale;
}

INLINE vfloat8 lower_half(vfloat v) {
#if VL == 16
    return __builtin_shufflevector(v, v, 0, 1, 2, 3, 4, 5, 6, 7);
#else
    return v;
#endif
}
INLINE float sum_of(vfloat v) {
    vfloat8 a = lower_half(v);
#if VL == 16
    a += __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
#endif
    vfloat4 b = __builtin_shufflevector(a, a, 0, 1, 2, 3) + __builtin_shufflevector(a, a, 4, 5, 6, 7);
    return (b[0] + b[2]) + (b[1] + b[3]);
}
INLINE float largest_of(vfloat v) {
    vfloat8 a = lower_half(v);
#if VL == 16
    vfloat8 upper = __builtin_shufflevector(v, v, 8, 9, 10, 11, 12, 13, 14, 15);
    a = __builtin_elementwise_max(a, upper);
#endif
    vfloat4 b = __builtin_shufflevector(a, a, 0, 1, 2, 3), c = __builtin_shufflevector(a, a, 4, 5, 6, 7);
    b = __builtin_elementwise_max(b, c);
    float d = b[0] > b[1] ? b[0] : b[1], e = b[2] > b[3] ? b[2] : b[3];
    return d > e ? d : e;
}

// eˣ = power · (1 + rest), for |x| ≤ 88; the polynomial is Tools/exp_coefficients.py's, the two halves of ln 2 Cody and
// Waite's, and adding 1.5·2²³ leaves the nearest integer in the low bits.
INLINE vfloat exponential_parts(vfloat x, vfloat *power) {
    const vfloat magic = spread(12582912.0f);
    vfloat shifted = x * 1.44269504f + magic;
    vfloat n = shifted - magic;
    vfloat r = x - n * 0.693359375f;
    r = r + n * 2.12194440e-4f;
    vfloat q = r * 1.385812997e-03f + 8.366706781e-03f;
    q = q * r + 4.166759923e-02f;
    q = q * r + 1.666654199e-01f;
    q = q * r + 4.999999702e-01f;
    *power = (vfloat)(((vint)shifted + 127) << 23);
    return q * (r * r) + r;
}
INLINE vfloat clamped(vfloat x, float low, float high) {
    x = select(x > high, spread(high), x);
    return select(x < low, spread(low), x);
}
INLINE vfloat exponential_of(vfloat x) {
    vfloat power, rest = exponential_parts(clamped(x, -87.0f, 88.0f), &power);
    return rest * power + power;
}
INLINE vfloat sigmoid_of(vfloat x) { return 1.0f / (1.0f + exponential_of(-x)); }
// tanh x = (e²ˣ − 1)/(e²ˣ + 1), the numerator formed without cancellation.
INLINE vfloat tanh_of(vfloat x) {
    vfloat power, rest = exponential_parts(clamped(x + x, -40.0f, 40.0f), &power);
    vfloat less_one = rest * power + (power - 1.0f);
    return less_one / (less_one + 2.0f);
}

static void exponential(size_t count, const float *x, float *y) {
    EACH_VECTOR(i, part, count) {
        vfloat v = load(x + i, part);
        store(y + i, part, select(v < -87.0f, (vfloat){}, exponential_of(v)));
    }
}
static void sigmoid(size_t count, const float *x, float *y) {
    EACH_VECTOR(i, part, count) store(y + i, part, sigmoid_of(load(x + i, part)));
}
static void hyperbolic_tangent(size_t count, const float *x, float *y) {
    EACH_VECTOR(i, part, count) store(y + i, part, tanh_of(load(x + i, part)));
}

static void lstm_gates_forward(
    size_t rows, size_t hidden, float *gates, const float *bias, const float *cell_before, float *cell,
    float *cell_tanh, float *output, size_t output_stride, float *above, size_t above_stride, const uint8_t *keep,
    float keep_scale) {
    for (size_t r = 0; r < rows; r++) {
        float *in = gates + r * 4 * hidden, *forget = in + hidden, *candidate = forget + hidden,
              *out = candidate + hidden;
        EACH_VECTOR(j, part, hidden) {
            size_t at = r * hidden + j;
            vfloat i = sigmoid_of(load(in + j, part) + load(bias + j, part));
            vfloat f = sigmoid_of(load(forget + j, part) + load(bias + hidden + j, part));
            vfloat g = tanh_of(load(candidate + j, part) + load(bias + 2 * hidden + j, part));
            vfloat o = sigmoid_of(load(out + j, part) + load(bias + 3 * hidden + j, part));
            vfloat c = f * load(cell_before + at, part) + i * g;
            vfloat t = tanh_of(c), h = o * t;
            store(in + j, part, i);
            store(forget + j, part, f);
            store(candidate + j, part, g);
            store(out + j, part, o);
            store(cell + at, part, c);
            store(cell_tanh + at, part, t);
            store(output + r * output_stride + j, part, h);
            if (above) {
                if (keep) h *= factor(keep + at, part, keep_scale);
                store(above + r * above_stride + j, part, h);
            }
        }
    }
}

static void lstm_gates_backward(
    size_t rows, size_t hidden, float *gates, const float *cell_before, const float *cell_tanh, const float *recurrent,
    size_t recurrent_stride, const float *above, size_t above_stride, const uint8_t *keep, float keep_scale,
    float *cell_gradient, float *bias_gradient) {
    for (size_t r = 0; r < rows; r++) {
        float *in = gates + r * 4 * hidden, *forget = in + hidden, *candidate = forget + hidden,
              *out = candidate + hidden;
        EACH_VECTOR(j, part, hidden) {
            size_t at = r * hidden + j;
            vfloat h = recurrent ? load(recurrent + r * recurrent_stride + j, part) : (vfloat){};
            if (above) {
                vfloat from_above = load(above + r * above_stride + j, part);
                h += keep ? from_above * factor(keep + at, part, keep_scale) : from_above;
            }
            vfloat i = load(in + j, part), f = load(forget + j, part), g = load(candidate + j, part),
                   o = load(out + j, part), t = load(cell_tanh + at, part);
            vfloat c = load(cell_gradient + at, part) + h * o * (1.0f - t * t);
            vfloat di = c * g * i * (1.0f - i);
            vfloat df = c * load(cell_before + at, part) * f * (1.0f - f);
            vfloat dg = c * i * (1.0f - g * g);
            vfloat d_out = h * t * o * (1.0f - o);
            store(in + j, part, di);
            store(forget + j, part, df);
            store(candidate + j, part, dg);
            store(out + j, part, d_out);
            store(cell_gradient + at, part, c * f);
            add_to(bias_gradient + j, part, di);
            add_to(bias_gradient + hidden + j, part, df);
            add_to(bias_gradient + 2 * hidden + j, part, dg);
            add_to(bias_gradient + 3 * hidden + j, part, d_out);
        }
    }
}

static void softmax_forward(
    size_t rows, size_t columns, float scale, float *probabilities, const uint8_t *keep, float keep_scale,
    float *weights) {
    for (size_t r = 0; r < rows; r++) {
        float *row = probabilities + r * columns;
        vfloat most = spread(row[0]);
        EACH_VECTOR(j, part, columns) {
            vfloat v = load(row + j, part);
            if (part == VL) most = larger(most, v);
            else for (size_t lane = 0; lane < part; lane++) most[0] = row[j + lane] > most[0] ? row[j + lane] : most[0];
        }
        float largest = largest_of(most), sum = 0;
        vfloat sums = {};
        EACH_VECTOR(j, part, columns) {
            vfloat e = exponential_of((load(row + j, part) - largest) * scale);
            store(row + j, part, e);
            if (part == VL) sums += e;
            else for (size_t lane = 0; lane < part; lane++) sum += e[lane];
        }
        float reciprocal = 1.0f / (sum + sum_of(sums));
        EACH_VECTOR(j, part, columns) {
            vfloat p = load(row + j, part) * reciprocal;
            store(row + j, part, p);
            if (keep) {
                size_t at = r * columns + j;
                store(weights + at, part, p * factor(keep + at, part, keep_scale));
            }
        }
    }
}

static void softmax_backward(
    size_t rows, size_t columns, float scale, const float *probabilities, const uint8_t *keep, float keep_scale,
    float *gradient, float *weights) {
    for (size_t r = 0; r < rows; r++) {
        const float *p = probabilities + r * columns;
        float *d = gradient + r * columns;
        vfloat products = {};
        EACH_VECTOR(j, part, columns) {
            vfloat slope = load(d + j, part), probability = load(p + j, part);
            if (keep) {
                size_t at = r * columns + j;
                vfloat times = factor(keep + at, part, keep_scale);
                slope *= times;
                store(d + j, part, slope);
                store(weights + at, part, probability * times);
            }
            products += slope * probability;
        }
        float inner = sum_of(products);
        EACH_VECTOR(j, part, columns) {
            store(d + j, part, scale * load(p + j, part) * (load(d + j, part) - inner));
        }
    }
}

static void layer_norm_forward(
    size_t rows, size_t width, const float *x, size_t x_stride, const float *branch, const float *branch_bias,
    const uint8_t *keep, float keep_scale, const float *gain, const float *bias, float *normalized,
    float *reciprocal_deviation, float *y) {
    for (size_t r = 0; r < rows; r++) {
        float *row = normalized + r * width;
        vfloat sums = {}, squares = {};
        EACH_VECTOR(j, part, width) {
            vfloat z = load(x + r * x_stride + j, part);
            if (branch) {
                vfloat term = load(branch + r * width + j, part);
                if (branch_bias) term += load(branch_bias + j, part);
                if (keep) term *= factor(keep + r * width + j, part, keep_scale);
                z += term;
            }
            store(row + j, part, z);
            sums += z;
        }
        float mean = sum_of(sums) / (float)width;
        EACH_VECTOR(j, part, width) {
            vfloat centred = load(row + j, part) - mean;
            if (part < VL)
                for (size_t lane = part; lane < VL; lane++) centred[lane] = 0;
            squares += centred * centred;
        }
        float reciprocal = 1.0f / __builtin_sqrtf(sum_of(squares) / (float)width + 1e-5f);
        reciprocal_deviation[r] = reciprocal;
        EACH_VECTOR(j, part, width) {
            vfloat n = (load(row + j, part) - mean) * reciprocal;
            store(row + j, part, n);
            store(y + r * width + j, part, n * load(gain + j, part) + load(bias + j, part));
        }
    }
}

static void layer_norm_backward(
    size_t rows, size_t width, const float *y_gradient, const float *normalized, const float *reciprocal_deviation,
    const float *gain, const uint8_t *keep, float keep_scale, float *z_gradient, float *branch_gradient,
    float *branch_bias_gradient, float *gain_gradient, float *bias_gradient) {
    for (size_t r = 0; r < rows; r++) {
        const float *dy = y_gradient + r * width, *n = normalized + r * width;
        vfloat sums = {}, products = {};
        EACH_VECTOR(j, part, width) {
            vfloat d = load(dy + j, part), position = load(n + j, part), slope = d * load(gain + j, part);
            sums += slope;
            products += slope * position;
            add_to(gain_gradient + j, part, d * position);
            add_to(bias_gradient + j, part, d);
        }
        float mean = sum_of(sums) / (float)width, inner = sum_of(products) / (float)width;
        EACH_VECTOR(j, part, width) {
            size_t at = r * width + j;
            vfloat slope = load(dy + j, part) * load(gain + j, part);
            vfloat z = reciprocal_deviation[r] * (slope - mean - load(n + j, part) * inner);
            store(z_gradient + at, part, z);
            if (branch_gradient) {
                if (keep) z *= factor(keep + at, part, keep_scale);
                store(branch_gradient + at, part, z);
                if (branch_bias_gradient) add_to(branch_bias_gradient + j, part, z);
            }
        }
    }
}

static void relu_forward(
    size_t rows, size_t width, float *x, const float *bias, const uint8_t *keep, float keep_scale) {
    for (size_t r = 0; r < rows; r++) {
        EACH_VECTOR(j, part, width) {
            size_t at = r * width + j;
            vfloat v = load(x + at, part) + load(bias + j, part);
            v = select(v < 0, (vfloat){}, v);
            if (keep) v *= factor(keep + at, part, keep_scale);
            store(x + at, part, v);
        }
    }
}
static void relu_backward(
    size_t rows, size_t width, const float *y, float keep_scale, float *gradient, float *bias_gradient) {
    for (size_t r = 0; r < rows; r++) {
        EACH_VECTOR(j, part, width) {
            size_t at = r * width + j;
            vfloat slope = load(gradient + at, part) * keep_scale;
            slope = select(load(y + at, part) > 0, slope, (vfloat){});
            store(gradient + at, part, slope);
            if (bias_gradient) add_to(bias_gradient + j, part, slope);
        }
    }
}
static void residual_relu(size_t count, const float *x, const float *y, float *sum) {
    EACH_VECTOR(i, part, count) {
        vfloat both = load(x + i, part) + load(y + i, part);
        store(sum + i, part, select(both < 0, (vfloat){}, both));
    }
}

static void fill_rows(size_t rows, size_t width, const float *row, float *y) {
    for (size_t r = 0; r < rows; r++) memcpy(y + r * width, row, width * sizeof(float));
}
static void column_sums(size_t rows, size_t width, const float *x, size_t x_stride, float *sums) {
    EACH_VECTOR(j, part, width) {
        vfloat sum = load(sums + j, part);
        for (size_t r = 0; r < rows; r++) sum += load(x + r * x_stride + j, part);
        store(sums + j, part, sum);
    }
}
static double sum_of_squares(size_t count, const float *x) {
    typedef double vdouble __attribute__((vector_size(VL * 8)));
    vdouble sums = {};
    EACH_VECTOR(i, part, count) {
        vdouble v = __builtin_convertvector(load(x + i, part), vdouble);
        sums += v * v;
    }
    double sum = 0;
    for (size_t lane = 0; lane < VL; lane++) sum += sums[lane];
    return sum;
}

static void adamw(
    size_t count, float *parameters, const float *gradients, float *first_moment, float *second_moment,
    float gradient_scale, float decay_factor, float beta1, float beta2, float step_size, float second_correction_root,
    float epsilon) {
    EACH_VECTOR(i, part, count) {
        vfloat g = load(gradients + i, part) * gradient_scale;
        vfloat m = load(first_moment + i, part), v = load(second_moment + i, part);
        m = m + (g - m) * (1 - beta1);
        v = v * beta2 + g * g * (1 - beta2);
        vfloat step = m / (__builtin_elementwise_sqrt(v) / second_correction_root + epsilon);
        store(first_moment + i, part, m);
        store(second_moment + i, part, v);
        store(parameters + i, part, load(parameters + i, part) * decay_factor - step_size * step);
    }
}

// Both halves of the 32 × 32 → 64 bit products of every lane.
INLINE vuint product(vuint x, uint32_t multiplier, vuint *high) {
    const uint64_t low_half = 0xFFFFFFFFu;
    vwide even = ((vwide)x & low_half) * (uint64_t)multiplier, odd = ((vwide)x >> 32) * (uint64_t)multiplier;
    *high = (vuint)((even >> 32) | (odd & ~low_half));
    return x * multiplier;
}
// VL neighbouring counters' four words, as alpha_philox4x32 makes them.
INLINE void philox_words(vuint words[4], uint32_t key0, uint32_t key1) {
    for (int round = 0; round < ALPHA_PHILOX_ROUNDS; round++) {
        vuint high0, high1, low0 = product(words[0], 0xD2511F53u, &high0), low1 = product(words[2], 0xCD9E8D57u, &high1);
        words[0] = high1 ^ words[1] ^ key0;
        words[1] = low1;
        words[2] = high0 ^ words[3] ^ key1;
        words[3] = low0;
        key0 += 0x9E3779B9u;
        key1 += 0xBB67AE85u;
    }
}
INLINE void mask_block(
    size_t block, uint64_t seed, uint32_t step, uint32_t site, uint32_t stream, uint16_t threshold, uint8_t *keep) {
    for (size_t first = 0; first < 16; first += VL) {
        vuint words[4] = {(vuint){}, (vuint){} + stream, (vuint){} + step, (vuint){} + site};
        for (size_t lane = 0; lane < VL; lane++) words[0][lane] = (uint32_t)(block * 16 + first + lane);
        philox_words(words, (uint32_t)seed, (uint32_t)(seed >> 32));
        for (size_t word = 0; word < 4; word++) {
            vflag kept = __builtin_convertvector((vhalf)words[word] >= threshold, vflag) & 1;
            memcpy(keep + word * 32 + first * 2, &kept, sizeof kept);
        }
    }
}
static void dropout_mask(
    size_t count, uint64_t seed, uint32_t step, uint32_t site, uint32_t stream, float probability, uint8_t *keep) {
    uint16_t threshold = (uint16_t)__builtin_lrintf(probability * 65536.0f);
    size_t whole = count / ALPHA_MASK_BLOCK, rest = count % ALPHA_MASK_BLOCK;
    for (size_t block = 0; block < whole; block++)
        mask_block(block, seed, step, site, stream, threshold, keep + block * ALPHA_MASK_BLOCK);
    if (rest) {
        uint8_t last[ALPHA_MASK_BLOCK];
        mask_block(whole, seed, step, site, stream, threshold, last);
        memcpy(keep + whole * ALPHA_MASK_BLOCK, last, rest);
    }
}

const struct alpha_kernels TABLE = {
    TABLE_NAME,      exponential,       sigmoid,             hyperbolic_tangent, lstm_gates_forward,
    lstm_gates_backward, softmax_forward, softmax_backward,  layer_norm_forward, layer_norm_backward,
    relu_forward,    relu_backward,     residual_relu,       fill_rows,          column_sums,
    sum_of_squares,  adamw,             dropout_mask,
};
