// Vector primitives: one machine operation a function, on sixteen 32-bit lanes.
//
// Swift imports these types as SIMD16. Its own operators on them are loops over lanes that the optimiser has to put
// together again; these compile to the instruction itself, split in two or four where the processor's vectors are
// shorter. There is no logic here: every loop and every decision is Swift. A function holds one operation, so that C's
// contraction within an expression can never change a rounding: fused products are fused by name.

#pragma once
#include <stdint.h>

typedef float vfloat __attribute__((ext_vector_type(16)));
typedef int32_t vint __attribute__((ext_vector_type(16)));
typedef uint32_t vuint __attribute__((ext_vector_type(16)));

#define VECTOR_INLINE static inline __attribute__((always_inline, nodebug, unused))

// Loading and storing, at any alignment.
VECTOR_INLINE vfloat vload(const float *p) { vfloat v; __builtin_memcpy(&v, p, 64); return v; }
VECTOR_INLINE void vstore(float *p, vfloat v) { __builtin_memcpy(p, &v, 64); }
VECTOR_INLINE vfloat vsplat(float x) { return (vfloat)(x); }
VECTOR_INLINE vuint vsplat_bits(uint32_t x) { return (vuint)(x); }

// Arithmetic, each rounded once.
VECTOR_INLINE vfloat vadd(vfloat a, vfloat b) { return a + b; }
VECTOR_INLINE vfloat vsub(vfloat a, vfloat b) { return a - b; }
VECTOR_INLINE vfloat vmul(vfloat a, vfloat b) { return a * b; }
VECTOR_INLINE vfloat vdiv(vfloat a, vfloat b) { return a / b; }
VECTOR_INLINE vfloat vfma(vfloat a, vfloat b, vfloat c) { return __builtin_elementwise_fma(a, b, c); }
VECTOR_INLINE vfloat vmax(vfloat a, vfloat b) { return a > b ? a : b; }
VECTOR_INLINE vfloat vmin(vfloat a, vfloat b) { return a < b ? a : b; }
VECTOR_INLINE vfloat vsqrt(vfloat a) { return __builtin_elementwise_sqrt(a); }

// Comparison gives all ones or zero in a lane; selection takes `a` where the mask is set.
VECTOR_INLINE vint vless(vfloat a, vfloat b) { return a < b; }
VECTOR_INLINE vint vless_bits(vuint a, vuint b) { return a < b; }
VECTOR_INLINE vfloat vselect(vint mask, vfloat a, vfloat b) { return mask ? a : b; }

// Bits.
VECTOR_INLINE vuint vbits(vfloat a) { return (vuint)a; }
VECTOR_INLINE vfloat vfrom_bits(vuint a) { return (vfloat)a; }
VECTOR_INLINE vuint vshift_left(vuint a, uint32_t n) { return a << (vuint)(n); }
VECTOR_INLINE vuint vshift_right_each(vuint a, vuint n) { return a >> n; }
VECTOR_INLINE vuint vshift_right(vuint a, uint32_t n) { return a >> (vuint)(n); }
VECTOR_INLINE vint vshift_right_signed(vint a, uint32_t n) { return a >> (vint)((int32_t)n); }
VECTOR_INLINE vuint vand(vuint a, vuint b) { return a & b; }
VECTOR_INLINE vuint vor(vuint a, vuint b) { return a | b; }
VECTOR_INLINE vuint vxor(vuint a, vuint b) { return a ^ b; }
VECTOR_INLINE vuint vmul_bits(vuint a, vuint b) { return a * b; }
VECTOR_INLINE vuint vadd_bits(vuint a, vuint b) { return a + b; }
VECTOR_INLINE vint vsigned(vuint a) { return (vint)a; }

// Byte `k` of every lane, a literal, brought to byte 0, or to byte 1; zero elsewhere.
typedef uint8_t vbytes64 __attribute__((ext_vector_type(64)));
#define VECTOR_BYTES0(k) \
  k,64,64,64, k+4,64,64,64, k+8,64,64,64, k+12,64,64,64, k+16,64,64,64, k+20,64,64,64, k+24,64,64,64, k+28,64,64,64, \
  k+32,64,64,64, k+36,64,64,64, k+40,64,64,64, k+44,64,64,64, k+48,64,64,64, k+52,64,64,64, k+56,64,64,64, k+60,64,64,64
#define VECTOR_BYTES1(k) \
  64,k,64,64, 64,k+4,64,64, 64,k+8,64,64, 64,k+12,64,64, 64,k+16,64,64, 64,k+20,64,64, 64,k+24,64,64, 64,k+28,64,64, \
  64,k+32,64,64, 64,k+36,64,64, 64,k+40,64,64, 64,k+44,64,64, 64,k+48,64,64, 64,k+52,64,64, 64,k+56,64,64, 64,k+60,64,64
#define VECTOR_PICK(a, table) ((vuint)__builtin_shufflevector((vbytes64)(a), (vbytes64)(0), table))
VECTOR_INLINE vuint vbyte(vuint a, int k) {
  return k == 0 ? VECTOR_PICK(a, VECTOR_BYTES0(0)) : k == 1 ? VECTOR_PICK(a, VECTOR_BYTES0(1))
    : k == 2 ? VECTOR_PICK(a, VECTOR_BYTES0(2)) : VECTOR_PICK(a, VECTOR_BYTES0(3));
}
VECTOR_INLINE vuint vbyte_above(vuint a, int k) {
  return k == 0 ? VECTOR_PICK(a, VECTOR_BYTES1(0)) : k == 1 ? VECTOR_PICK(a, VECTOR_BYTES1(1))
    : k == 2 ? VECTOR_PICK(a, VECTOR_BYTES1(2)) : VECTOR_PICK(a, VECTOR_BYTES1(3));
}

// Conversion, exact for the integers used here (below 2^24).
VECTOR_INLINE vfloat vfloat_from(vint a) { return __builtin_convertvector(a, vfloat); }

// Sixteen bytes or halves, each widened to a lane.
typedef uint8_t vbytes __attribute__((ext_vector_type(16)));
typedef int8_t vsbytes __attribute__((ext_vector_type(16)));
typedef uint16_t vhalves __attribute__((ext_vector_type(16)));
VECTOR_INLINE vuint vwiden_u8(const void *p) { vbytes v; __builtin_memcpy(&v, p, 16); return __builtin_convertvector(v, vuint); }
VECTOR_INLINE vint vwiden_s8(const void *p) { vsbytes v; __builtin_memcpy(&v, p, 16); return __builtin_convertvector(v, vint); }
VECTOR_INLINE vuint vwiden_u16(const void *p) { vhalves v; __builtin_memcpy(&v, p, 32); return __builtin_convertvector(v, vuint); }

// The low halves of the lanes, side by side.
VECTOR_INLINE void vnarrow_u16(void *p, vuint a) { vhalves v = __builtin_convertvector(a, vhalves); __builtin_memcpy(p, &v, 32); }

// Sixteen values that stand `stride` bytes apart, one a lane.
VECTOR_INLINE uint16_t vload_u16(const uint8_t *p) { uint16_t x; __builtin_memcpy(&x, p, 2); return x; }
VECTOR_INLINE uint32_t vload_u32(const uint8_t *p) { uint32_t x; __builtin_memcpy(&x, p, 4); return x; }
#define VECTOR_GATHER(load) { \
  load(p), load(p + s), load(p + 2 * s), load(p + 3 * s), load(p + 4 * s), load(p + 5 * s), load(p + 6 * s), \
  load(p + 7 * s), load(p + 8 * s), load(p + 9 * s), load(p + 10 * s), load(p + 11 * s), load(p + 12 * s), \
  load(p + 13 * s), load(p + 14 * s), load(p + 15 * s)}
VECTOR_INLINE vuint vgather_u16(const void *base, intptr_t s) {
  const uint8_t *p = (const uint8_t *)base;
  return __builtin_convertvector(((vhalves)VECTOR_GATHER(vload_u16)), vuint);
}
VECTOR_INLINE vuint vgather_u32(const void *base, intptr_t s) {
  const uint8_t *p = (const uint8_t *)base;
  return (vuint)VECTOR_GATHER(vload_u32);
}

// Half-precision bits, one in the low half of each lane, as floats, where the processor has an instruction for it.
#if defined(__F16C__) || defined(__aarch64__)
typedef _Float16 vhalffloats __attribute__((ext_vector_type(16)));
VECTOR_INLINE vfloat vfloat_from_halves(vuint a) {
  return __builtin_convertvector((vhalffloats)__builtin_convertvector(a, vhalves), vfloat);
}
#endif

// Four pieces of sixteen bytes, side by side.
typedef uint32_t vquarter __attribute__((ext_vector_type(4)));
VECTOR_INLINE vuint vload_quarters(const void *a, const void *b, const void *c, const void *d) {
  vquarter x, y, z, w;
  __builtin_memcpy(&x, a, 16); __builtin_memcpy(&y, b, 16); __builtin_memcpy(&z, c, 16); __builtin_memcpy(&w, d, 16);
  return __builtin_shufflevector(__builtin_shufflevector(x, y, 0, 1, 2, 3, 4, 5, 6, 7),
                                 __builtin_shufflevector(z, w, 0, 1, 2, 3, 4, 5, 6, 7),
                                 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);
}

// Interleaving within each quarter of four lanes: of single lanes, of pairs of lanes; and of whole quarters.
VECTOR_INLINE vuint vzip_low(vuint a, vuint b) { return __builtin_shufflevector(a, b, 0, 16, 1, 17, 4, 20, 5, 21, 8, 24, 9, 25, 12, 28, 13, 29); }
VECTOR_INLINE vuint vzip_high(vuint a, vuint b) { return __builtin_shufflevector(a, b, 2, 18, 3, 19, 6, 22, 7, 23, 10, 26, 11, 27, 14, 30, 15, 31); }
VECTOR_INLINE vuint vzip_pairs_low(vuint a, vuint b) { return __builtin_shufflevector(a, b, 0, 1, 16, 17, 4, 5, 20, 21, 8, 9, 24, 25, 12, 13, 28, 29); }
VECTOR_INLINE vuint vzip_pairs_high(vuint a, vuint b) { return __builtin_shufflevector(a, b, 2, 3, 18, 19, 6, 7, 22, 23, 10, 11, 26, 27, 14, 15, 30, 31); }
VECTOR_INLINE vuint vquarters_02(vuint a, vuint b) { return __builtin_shufflevector(a, b, 0, 1, 2, 3, 8, 9, 10, 11, 16, 17, 18, 19, 24, 25, 26, 27); }
VECTOR_INLINE vuint vquarters_13(vuint a, vuint b) { return __builtin_shufflevector(a, b, 4, 5, 6, 7, 12, 13, 14, 15, 20, 21, 22, 23, 28, 29, 30, 31); }

// The upper half brought down, for sums over lanes by halving.
VECTOR_INLINE vfloat vrotate_8(vfloat a) { return __builtin_shufflevector(a, a, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7); }
VECTOR_INLINE vfloat vrotate_4(vfloat a) { return __builtin_shufflevector(a, a, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3); }
VECTOR_INLINE vfloat vrotate_2(vfloat a) { return __builtin_shufflevector(a, a, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1); }
VECTOR_INLINE vfloat vrotate_1(vfloat a) { return __builtin_shufflevector(a, a, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0); }
VECTOR_INLINE float vfirst(vfloat a) { return a[0]; }

// Nothing is carried in registers past this point, and nothing is read before it: for loops that would spill.
VECTOR_INLINE void vreload(void) { __asm__ volatile("" ::: "memory"); }

// Hints: fetch a cache line that is needed soon; wait a moment inside a spin loop.
VECTOR_INLINE void vprefetch(const void *p) { __builtin_prefetch(p, 0, 3); }
#if defined(__x86_64__)
VECTOR_INLINE void vpause(void) { __builtin_ia32_pause(); }
#elif defined(__aarch64__)
VECTOR_INLINE void vpause(void) { __asm__ volatile("yield"); }
#else
VECTOR_INLINE void vpause(void) {}
#endif
