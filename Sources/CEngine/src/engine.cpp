#include "alpha_engine/types.hpp"
