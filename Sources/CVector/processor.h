// What the processor can run, as the compiler's own run-time tells it.

#pragma once
#if defined(__x86_64__)
static inline int processor_has_level3(void) { __builtin_cpu_init(); return __builtin_cpu_supports("x86-64-v3"); }
static inline int processor_has_level4(void) { __builtin_cpu_init(); return __builtin_cpu_supports("x86-64-v4"); }
#endif
