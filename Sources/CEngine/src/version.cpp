#include "alpha_engine/version.hpp"

namespace alpha_engine {

Version libraryVersion() noexcept { return headerVersion; }

}  // namespace alpha_engine
