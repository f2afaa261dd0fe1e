import Testing

@testable import AlphaCore

@Suite struct SHA256Tests {
    /// The examples of FIPS 180-4 and the message of a million a's.
    @Test(arguments: [
        ("", 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", 1, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 1,
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
        (
            "0123456701234567012345670123456701234567012345670123456701234567", 10,
            "594847328451bdfa85056225462cc1d867d877fb388df0ce35f25ab5562bfbb5"
        ),
    ])
    func publishedDigests(text: String, times: Int, digest: String) {
        var hash = SHA256()
        for _ in 0..<times { Array(text.utf8).withUnsafeBytes { hash.update($0) } }
        #expect(hash.hexadecimal() == digest)
    }
}
