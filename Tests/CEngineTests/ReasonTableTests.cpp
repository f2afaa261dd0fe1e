#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include "alpha_engine/reasons.hpp"

namespace alpha_engine::testing {
namespace {

// docs/risk-checks.md holds this table between two markers. UPDATE_DOCS=1 in the environment writes it anew.
std::string table() {
    std::string text = "| reason | kind | what it says | rules |\n| --- | --- | --- | --- |\n";
    for (std::uint32_t i = 1; i < reasonCount; ++i) {
        const auto reason = static_cast<Reason>(i);
        const std::string rules = reasonRules(reason);
        text += std::string("| `") + reasonName(reason) + "` | " + reasonKindName(reasonKind(reason)) + " | " +
                reasonDescription(reason) + " | " + (rules.empty() ? "–" : rules) + " |\n";
    }
    return text;
}

TEST(ReasonTable, theDocumentedTableIsMadeFromTheEnumeration) {
    const auto path =
        std::filesystem::path(__FILE__).parent_path().parent_path().parent_path() / "docs" / "risk-checks.md";
    std::ifstream in(path, std::ios::binary);
    if (!in) GTEST_SKIP() << "the tests run away from their sources: " << path;
    std::string text{std::istreambuf_iterator<char>(in), {}};
    const std::string opening = "<!-- reasons: written by ReasonTableTests.cpp -->\n";
    const std::string closing = "<!-- end of reasons -->\n";
    const std::size_t begin = text.find(opening);
    const std::size_t end = text.find(closing);
    ASSERT_NE(begin, text.npos);
    ASSERT_NE(end, text.npos);
    const std::size_t from = begin + opening.size();
    if (std::getenv("UPDATE_DOCS") != nullptr) {
        text.replace(from, end - from, table());
        std::ofstream(path, std::ios::binary) << text;
        return;
    }
    EXPECT_EQ(text.substr(from, end - from), table()) << "run with UPDATE_DOCS=1";
}

TEST(ReasonTable, everyReasonHasItsOwnNameAndADescription) {
    std::set<std::string> names;
    for (std::uint32_t i = 1; i < reasonCount; ++i) {
        const auto reason = static_cast<Reason>(i);
        EXPECT_TRUE(names.insert(reasonName(reason)).second) << reasonName(reason);
        EXPECT_STRNE(reasonDescription(reason), "") << reasonName(reason);
        EXPECT_NE(reasonKind(reason), ReasonKind::none) << reasonName(reason);
    }
    EXPECT_STREQ(reasonName(Reason::none), "");
    EXPECT_STREQ(reasonName(static_cast<Reason>(reasonCount)), "");
}

}  // namespace
}  // namespace alpha_engine::testing
