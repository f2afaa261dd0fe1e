/// What a research run tells about itself while it goes on; may be called from several threads at once.
public enum ResearchProgress: Sendable {
    /// A stage began.
    case stage(String)
    /// Something that the user should know: a dropped bar, an asset with too little history.
    case note(String)
    /// An epoch of a fit ended: `done` of `total` units of work are behind.
    case epoch(model: String, fold: Int, record: EpochRecord, done: Int, total: Int)
}
