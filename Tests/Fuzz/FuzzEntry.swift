import Foundation

#if canImport(Glibc)
    import Glibc
#endif

/// The reader under test, by the name in `ALPHA_FUZZ_READER`, and the file through which it gets its bytes.
private nonisolated(unsafe) var reader: (@Sendable (URL) -> Void)?
private let input = URL(fileURLWithPath: "/dev/shm/alpha-fuzz-\(getpid())")

/// Called by libFuzzer once: chooses the reader; an unknown name ends the program with the names there are.
@_cdecl("LLVMFuzzerInitialize")
public func chooseReader(_: UnsafeMutablePointer<CInt>?, _: UnsafeMutablePointer<UnsafeMutableRawPointer>?) -> CInt {
    let name = ProcessInfo.processInfo.environment["ALPHA_FUZZ_READER"] ?? ""
    guard let known = fuzzedReaders[name] else {
        FileHandle.standardError.write(Data("ALPHA_FUZZ_READER: \(fuzzedReaders.keys.sorted())\n".utf8))
        exit(64)
    }
    reader = known
    atexit { unlink(input.path) }
    return 0
}

/// Called by libFuzzer with each input: a reader may refuse it or take it, it may not crash, hang or break its promise.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOnce(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let descriptor = open(input.path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    precondition(descriptor >= 0 && write(descriptor, bytes, count) == count, "cannot write \(input.path)")
    close(descriptor)
    reader?(input)
    return 0
}
