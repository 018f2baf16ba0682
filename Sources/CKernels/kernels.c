#include "CKernels.h"

#include <math.h>

#pragma STDC FP_CONTRACT ON

#define NAME(x) portable_##x
#include "kernels.inc"

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define NAME(x) avx2_##x
#include "kernels.inc"
#pragma clang attribute pop

#pragma clang attribute push(__attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,avx2,fma,prefer-256-bit"))), apply_to = function)
#define NAME(x) avx512_##x
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

void bds_gated_residual(float *x, const float *y, long rows, long width, const float *bias, const float *gate) {
    DISPATCH(gated_residual, x, y, rows, width, bias, gate)
}

void bds_attention(const float *qkv, const float *bias, long length, long heads, long headWidth, float *out,
                   float *scratch) {
    DISPATCH(attention, qkv, bias, length, heads, headWidth, out, scratch)
}

long bds_attention_scratch(long length, long headWidth) {
    long padded = (length + 15) / 16 * 16;
    return headWidth * padded + length * headWidth + headWidth + padded;
}

const char *bds_instruction_set(void) {
    switch (level()) {
    case 2: return "avx512";
    case 1: return "avx2";
    default: return "portable";
    }
}
