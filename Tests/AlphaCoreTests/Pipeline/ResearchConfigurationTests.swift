import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

@Suite struct ResearchConfigurationTests {
    @Test func whatIsWrittenReadsBackTheSame() throws {
        let folder = try TemporaryFolder()
        var configuration = ResearchConfiguration()
        configuration.symbols = ["A", "B"]
        configuration.onBadBar = .drop
        configuration.labelEntry = .nextOpen
        configuration.seed = 12
        configuration.noise = [0.25]
        let url = try folder.write(configuration.yaml(), to: "config.yaml")
        #expect(try ResearchConfiguration(yaml: url) == configuration)
    }

    @Test func whatIsLeftOutIsTheDefault() throws {
        let folder = try TemporaryFolder()
        let url = try folder.write("epochs: 2\non-bad-bar: drop\nthreads: 3\n", to: "config.yaml")
        var expected = ResearchConfiguration()
        expected.epochs = 2
        expected.onBadBar = .drop
        #expect(try ResearchConfiguration(yaml: url) == expected)
        #expect(ResearchConfiguration.commandValue("threads", yaml: url) == "3")
        #expect(try ResearchConfiguration(yaml: folder.write("", to: "empty.yaml")) == ResearchConfiguration())
    }

    @Test(arguments: [
        ("epoch: 3", "did you mean 'epochs'"),
        ("epochs: many", "wrong kind"),
        ("- 1\n- 2", "mapping"),
        ("epochs: [1", "no YAML"),
        ("on-bad-bar: keep", "wrong kind"),
        ("epochs:", "no value"),
    ])
    func whatCannotBeUsedIsNamed(text: String, problem: String) throws {
        let folder = try TemporaryFolder()
        let url = try folder.write(text, to: "config.yaml")
        let error = #expect(throws: DataError.self) { try ResearchConfiguration(yaml: url) }
        #expect(error?.kind == .badData)
        #expect(error?.description.contains(problem) == true, "\(error?.description ?? "")")
    }

    @Test func aMissingFileIsNoInput() throws {
        let error = #expect(throws: DataError.self) {
            try ResearchConfiguration(yaml: URL(fileURLWithPath: "/nowhere/config.yaml"))
        }
        #expect(error?.kind == .noInput)
    }
}
