#ifndef ALPHA_ENGINE_VERSION_H
#define ALPHA_ENGINE_VERSION_H

/** The version of these headers, for C and C++: semantic versioning; below 1.0 a minor step may break. */
#define ALPHA_ENGINE_VERSION_MAJOR 0
#define ALPHA_ENGINE_VERSION_MINOR 1
#define ALPHA_ENGINE_VERSION_PATCH 0
#define ALPHA_ENGINE_VERSION "0.1.0"

#endif
