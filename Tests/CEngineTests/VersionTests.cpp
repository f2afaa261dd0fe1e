#include <gtest/gtest.h>

#include <string>

#include "alpha_engine/version.hpp"

namespace alpha_engine::testing {
namespace {

TEST(Version, isTheOneThatCMakeExports) {
    const Version version = headerVersion;
    const std::string numbers =
        std::to_string(version.major) + "." + std::to_string(version.minor) + "." + std::to_string(version.patch);
    EXPECT_EQ(numbers, PROJECT_VERSION);
    EXPECT_STREQ(ALPHA_ENGINE_VERSION, PROJECT_VERSION);
    EXPECT_TRUE(libraryVersion() == headerVersion);
}

TEST(Version, isOrdered) {
    EXPECT_TRUE((Version{0, 9, 9} < Version{1, 0, 0}));
    EXPECT_TRUE((Version{1, 2, 9} < Version{1, 3, 0}));
    EXPECT_TRUE((Version{1, 2, 3} < Version{1, 2, 4}));
    EXPECT_FALSE((Version{1, 2, 3} < Version{1, 2, 3}));
    EXPECT_FALSE((Version{1, 3, 0} < Version{1, 2, 9}));
}

}  // namespace
}  // namespace alpha_engine::testing
