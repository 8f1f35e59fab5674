// The kernel sets under names that the linker knows: each writes its type, an `any KernelSet.Type`, to where `set` points.
//
// What computes with them does not import their modules, which take longest to compile, and so waits for them only when
// the program is linked. Every program is linked with all sets: Package.swift sees to it.

#pragma once
void primer_kernels_baseline(void *set);
#if defined(__x86_64__)
void primer_kernels_avx2(void *set);
void primer_kernels_avx512(void *set);
#endif
