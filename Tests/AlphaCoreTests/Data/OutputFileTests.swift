import AlphaTestSupport
import Foundation
import Testing

@testable import AlphaCore

@Suite("OutputFile: whole or not at all")
struct OutputFileTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var names: [String] {
        ((try? FileManager.default.contentsOfDirectory(atPath: folder.url.path)) ?? []).sorted()
    }

    @Test("nothing stands there before the commit, and nothing is left without one")
    func commit() throws {
        do {
            let file = try OutputFile(folder.file("a"))
            try file.write("half")
            #expect(!names.contains("a"))
        }
        #expect(names.isEmpty)
        try OutputFile.write("whole", to: folder.file("a"))
        #expect(names == ["a"])
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.file("a").path)
        #expect(attributes[.posixPermissions] as? Int == 0o644)
    }

    @Test("two writers of one file do not disturb each other: the last one to commit wins")
    func twoWriters() throws {
        let first = try OutputFile(folder.file("a"))
        let second = try OutputFile(folder.file("a"))
        try first.write("first")
        try second.write("second, longer")
        try second.commit()
        #expect(try String(contentsOf: folder.file("a"), encoding: .utf8) == "second, longer")
        try first.commit()
        #expect(try String(contentsOf: folder.file("a"), encoding: .utf8) == "first")
        #expect(names == ["a"])
    }
}
