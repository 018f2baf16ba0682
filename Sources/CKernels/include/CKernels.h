#ifndef BDS_CKERNELS_H
#define BDS_CKERNELS_H

/* The denoiser's element-wise and small-matrix loops, in C so that one source is compiled for several instruction sets
   and chosen at run time (AVX-512, AVX2 + FMA, portable). All arrays are row-major float32. Sums run in a fixed order,
   and a row's value depends on that row (attention: on that diagram) alone. */

/* out[r] = LayerNorm(x[r]) * gain + offset, eps 1e-5; gain and offset are the norm's own weight and bias folded with the
   adaLN scale and shift. x, out: rows x width. */
void bds_layer_norm(const float *x, long rows, long width, const float *gain, const float *offset, float *out);

/* y[r] = GELU(y[r] + bias), the exact one (erf). y: rows x width. */
void bds_gelu(float *y, long rows, long width, const float *bias);

/* x[r] += gate * (y[r] + bias). x, y: rows x width. */
void bds_gated_residual(float *x, const float *y, long rows, long width, const float *bias, const float *gate);

/* Multi-head self-attention within one diagram. qkv: length x 3*heads*headWidth without its bias (rows ordered q, k, v;
   then heads); bias: 3*heads*headWidth; out: length x heads*headWidth; scratch: bds_attention_scratch floats. */
void bds_attention(const float *qkv, const float *bias, long length, long heads, long headWidth, float *out,
                   float *scratch);
long bds_attention_scratch(long length, long headWidth);

/* y = x Wᵀ. x: rows x inputs; packed: W (outputs x inputs) as bds_pack lays it out; y: rows x outputs. */
void bds_linear(const float *x, long rows, long inputs, const float *packed, long outputs, float *y);
void bds_pack(const float *weight, long inputs, long outputs, float *packed);
long bds_packed_size(long inputs, long outputs);

/* The instruction set in use: "avx512", "avx2" or "portable". */
const char *bds_instruction_set(void);

#endif
