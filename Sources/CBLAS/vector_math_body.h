// Vectors of VL floats and the functions on them that the kernels are made of: loads with a rest, masks, sums, e to the
// x, sigmoid, hyperbolic tangent. Included by vector_kernels_body.h, once an instruction set.
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
    for (size_t j = 0, part = (n) < VL ? (n) : VL; j < (n); j += VL, part = (n)-j < VL ? (n)-j : VL)

INLINE vfloat spread(float value) { return value - (vfloat){}; }
INLINE vfloat select(vint condition, vfloat yes, vfloat no) {
    return (vfloat)((condition & (vint)yes) | (~condition & (vint)no));
}
INLINE vfloat larger(vfloat a, vfloat b) { return select(b > a, b, a); }

INLINE vfloat load(const float* from, size_t part) {
    if (__builtin_expect(part == VL, 1)) return *(const vfloat*)from;
    vfloat value = {};
    memcpy(&value, from, part * sizeof(float));
    return value;
}
INLINE void store(float* to, size_t part, vfloat value) {
    if (__builtin_expect(part == VL, 1))
        *(vfloat*)to = value;
    else
        memcpy(to, &value, part * sizeof(float));
}
INLINE void add_to(float* to, size_t part, vfloat value) { store(to, part, load(to, part) + value); }

// What the mask multiplies by: keep_scale or 0.
INLINE vfloat factor(const uint8_t* keep, size_t part, float keep_scale) {
    vbyte bytes = {};
    if (__builtin_expect(part == VL, 1))
        bytes = *(const vbyte*)keep;
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
INLINE vfloat exponential_parts(vfloat x, vfloat* power) {
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
