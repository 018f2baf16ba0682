#include "CKernels.h"

#include <math.h>

#pragma STDC FP_CONTRACT ON

/* Outputs that a tile of bds_linear covers, and so the width of a packed panel. */
#define BDS_PANEL 16

/* Partial sums of a reduction, and so what attention pads a diagram's length to. */
#define LANES 16
#define PADDED(length) (((length) + LANES - 1) / LANES * LANES)

#define NAME(x) portable_##x
#define ROWS 4
#define PANELS 1
#define WIDTH 4
#define VECTORS 4
#include "kernels.inc"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) avx2_##x
#define ROWS 6
#define PANELS 1
#define WIDTH 8
#define VECTORS 2
#include "kernels.inc"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma"))), apply_to = function)
#define NAME(x) avx512_##x
#define ROWS 12
#define PANELS 2
#define WIDTH 16
#define VECTORS 1
#include "kernels.inc"
#pragma clang attribute pop

static int level(void) {
    static int known = -1;
    int found = __atomic_load_n(&known, __ATOMIC_RELAXED);
    if (found < 0) {
        __builtin_cpu_init();
        found = 0;
        if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) found = 1;
        if (found && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
            __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw"))
            found = 2;
        __atomic_store_n(&known, found, __ATOMIC_RELAXED);
    }
    return found;
}

#define DISPATCH(function, ...)                                   \
    switch (level()) {                                            \
    case 2: avx512_##function(__VA_ARGS__); break;                \
    case 1: avx2_##function(__VA_ARGS__); break;                  \
    default: portable_##function(__VA_ARGS__);                    \
    }
#else
static int level(void) { return 0; }
#define DISPATCH(function, ...) portable_##function(__VA_ARGS__);
#endif

void bds_layer_norm(const float *x, long rows, long width, const float *gain, const float *offset, float *out) {
    DISPATCH(layer_norm, x, rows, width, gain, offset, out)
}

void bds_gelu(float *y, long rows, long width, const float *bias) { DISPATCH(gelu, y, rows, width, bias) }

void bds_gated_residual(float *x, float *y, long rows, long width, const float *bias, const float *gate) {
    DISPATCH(gated_residual, x, y, rows, width, bias, gate)
}

void bds_attention(const float *qkv, const float *bias, long length, long heads, long headWidth, const long *queries,
                   long queryCount, float *out, float *scratch) {
    DISPATCH(attention, qkv, bias, length, heads, headWidth, queries, queryCount, out, scratch)
}

void bds_linear(const float *x, long rows, long inputs, const float *packed, long outputs, float *y) {
    DISPATCH(linear, x, rows, inputs, packed, outputs, y)
}

void bds_pack(const float *weight, long inputs, long outputs, float *packed) {
    for (long column = 0; column < outputs; column += BDS_PANEL)
        for (long k = 0; k < inputs; k++)
            for (long o = column; o < column + BDS_PANEL; o++)
                *packed++ = o < outputs ? weight[o * inputs + k] : 0;
}

long bds_packed_size(long inputs, long outputs) { return (outputs + BDS_PANEL - 1) / BDS_PANEL * BDS_PANEL * inputs; }

long bds_attention_scratch(long length, long headWidth) {
    long padded = PADDED(length);
    return headWidth * padded + length * headWidth + headWidth + padded;
}

void bds_norm_forward(const float *x, long rows, long width, const float *weight, const float *bias, const float *shift,
                      const float *scale, float *normed, float *deviation, float *out) {
    DISPATCH(norm_forward, x, rows, width, weight, bias, shift, scale, normed, deviation, out)
}

void bds_norm_backward(const float *dOut, const float *normed, const float *deviation, long rows, long width,
                       const float *weight, const float *bias, const float *scale, float *dx, float *dShift,
                       float *dScale, float *dWeight, float *dBias) {
    DISPATCH(norm_backward, dOut, normed, deviation, rows, width, weight, bias, scale, dx, dShift, dScale, dWeight,
             dBias)
}

void bds_gate_backward(const float *dx, const float *y, long rows, long width, const float *gate, float *dy,
                       float *dGate) {
    DISPATCH(gate_backward, dx, y, rows, width, gate, dy, dGate)
}

void bds_gelu_forward(float *x, long rows, long width, const float *bias, float *y) {
    DISPATCH(gelu_forward, x, rows, width, bias, y)
}

void bds_gelu_backward(const float *x, float *d, long count) { DISPATCH(gelu_backward, x, d, count) }

void bds_column_sums(const float *x, long rows, long width, float *sums) { DISPATCH(column_sums, x, rows, width, sums) }

void bds_attention_backward(const float *qkv, const float *bias, const float *dOut, long length, long heads,
                            long headWidth, float *dQkv, float *scratch) {
    DISPATCH(attention_backward, qkv, bias, dOut, length, heads, headWidth, dQkv, scratch)
}

long bds_attention_backward_scratch(long length, long headWidth) {
    long padded = PADDED(length);
    return 2 * headWidth * padded + 2 * length * headWidth + 2 * length * padded;
}

void bds_adamw(float *p, const float *g, float *m, float *v, long count, float rate, float clip, float beta1,
               float beta2, float epsilon, float decay, float correction1, float correction2) {
    DISPATCH(adamw, p, g, m, v, count, rate, clip, beta1, beta2, epsilon, decay, correction1, correction2)
}

const char *bds_instruction_set(void) {
    switch (level()) {
    case 2: return "avx512";
    case 1: return "avx2";
    default: return "portable";
    }
}
