#pragma once
#include <cstdint>
namespace alpha_engine { using Price = std::int64_t; }
