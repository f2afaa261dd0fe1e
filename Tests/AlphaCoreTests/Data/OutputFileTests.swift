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
    }

    @Test("it has the rights of any new file: its owner's to write, others' to read as far as the umask grants it")
    func rights() throws {
        try OutputFile.write("whole", to: folder.file("a"))
        let plain = open(folder.file("b").path, O_WRONLY | O_CREAT | O_EXCL, 0o644)
        try #require(plain >= 0)
        close(plain)
        let rights = try ["a", "b"].map { name in
            let attributes = try FileManager.default.attributesOfItem(atPath: folder.file(name).path)
            return try #require(attributes[.posixPermissions] as? Int)
        }
        #expect(rights[0] == rights[1])
        #expect(rights[0] & 0o600 == 0o600 && rights[0] & 0o133 == 0)
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
