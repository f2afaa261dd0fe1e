#pragma once

/// What a Swift importer wants to know about a declaration; nothing at all for other compilers.
///
/// - `ALPHA_ENGINE_CLOSED`: the enumeration has no values but the listed ones, so Swift's `switch` is exhaustive.
/// - `ALPHA_ENGINE_UNSAFE`: a method that returns a pointer into its object; Swift imports it under its own name.
#if defined(__clang__)
#define ALPHA_ENGINE_CLOSED __attribute__((enum_extensibility(closed)))
#define ALPHA_ENGINE_UNSAFE __attribute__((swift_attr("import_unsafe")))
#else
#define ALPHA_ENGINE_CLOSED
#define ALPHA_ENGINE_UNSAFE
#endif

/// Marks what must be inlined into the matching loop, and what must stay out of it.
#if defined(__GNUC__) || defined(__clang__)
#define ALPHA_ENGINE_INLINE inline __attribute__((always_inline))
#define ALPHA_ENGINE_NOINLINE __attribute__((noinline))
#define ALPHA_ENGINE_COLD __attribute__((noinline, cold))
#define ALPHA_ENGINE_PREFETCH(address) __builtin_prefetch(address)
#else
#define ALPHA_ENGINE_INLINE inline
#define ALPHA_ENGINE_NOINLINE
#define ALPHA_ENGINE_COLD
#define ALPHA_ENGINE_PREFETCH(address) static_cast<void>(address)
#endif
