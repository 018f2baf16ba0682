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

/* y[r] += bias; x[r] += gate * y[r]. x, y: rows x width. */
void bds_gated_residual(float *x, float *y, long rows, long width, const float *bias, const float *gate);

/* Multi-head self-attention within one diagram. qkv: length x 3*heads*headWidth without its bias (rows ordered q, k, v;
   then heads); bias: 3*heads*headWidth; queries: the queryCount rows that look at all others, NULL for the first ones;
   out: queryCount x heads*headWidth; scratch: bds_attention_scratch floats. */
void bds_attention(const float *qkv, const float *bias, long length, long heads, long headWidth, const long *queries,
                   long queryCount, float *out, float *scratch);
long bds_attention_scratch(long length, long headWidth);

/* y = x Wᵀ. x: rows x inputs; packed: W (outputs x inputs) as bds_pack lays it out; y: rows x outputs. */
void bds_linear(const float *x, long rows, long inputs, const float *packed, long outputs, float *y);
void bds_pack(const float *weight, long inputs, long outputs, float *packed);
long bds_packed_size(long inputs, long outputs);

/* Training. What these compute is differentiated by their neighbours; rows of one call share one time, and so one
   modulation (shift, scale, gate). d… is the loss's derivative by …; weights' derivatives are added to, those by the
   modulation and by activations overwritten, dx of bds_norm_backward apart, which is added to. */

/* normed = (x - mean) * deviation[row]; out = (normed * weight + bias) * (1 + scale) + shift. */
void bds_norm_forward(const float *x, long rows, long width, const float *weight, const float *bias, const float *shift,
                      const float *scale, float *normed, float *deviation, float *out);
void bds_norm_backward(const float *dOut, const float *normed, const float *deviation, long rows, long width,
                       const float *weight, const float *bias, const float *scale, float *dx, float *dShift,
                       float *dScale, float *dWeight, float *dBias);

/* Of bds_gated_residual: dx is the derivative by the stream, which goes on unchanged. */
void bds_gate_backward(const float *dx, const float *y, long rows, long width, const float *gate, float *dy,
                       float *dGate);

/* x += bias; y = GELU(x). Backward: d becomes the derivative by x. */
void bds_gelu_forward(float *x, long rows, long width, const float *bias, float *y);
void bds_gelu_backward(const float *x, float *d, long count);

/* sums += the sum of the rows. */
void bds_column_sums(const float *x, long rows, long width, float *sums);

/* The derivative of bds_attention by qkv, and so (summed over rows) by its bias. */
void bds_attention_backward(const float *qkv, const float *bias, const float *dOut, long length, long heads,
                            long headWidth, float *dQkv, float *scratch);
long bds_attention_backward_scratch(long length, long headWidth);

/* One step of AdamW on `count` parameters p with gradients g * clip; m, v: the moments; the corrections are
   1 - beta1^step and 1 - beta2^step. */
void bds_adamw(float *p, const float *g, float *m, float *v, long count, float rate, float clip, float beta1,
               float beta2, float epsilon, float decay, float correction1, float correction2);

/* The instruction set in use: "avx512", "avx2" or "portable". */
const char *bds_instruction_set(void);

#endif
