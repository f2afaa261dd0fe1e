/// AlphaFactory's version, as `alpha --version` and manifests name it.
public enum AlphaFactory {
    /// Semantic version of this source tree.
    public static let version = "0.1.0"
}
