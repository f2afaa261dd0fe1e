/// Every feature there is, and the choice among them by family and by name.
public enum FeatureCatalog {
    /// All features, family by family; the order of the columns of a table that has them all.
    public static let all: [any Feature] = [
        SimpleReturn(), LogReturn(),
        ReturnVolatility(returns: 20), ReturnVolatility(returns: 60), VolatilityChange(),
        VolumeZScore(length: 20), VolumeSum(length: 20),
        HighLowSpread(), ClosePositionInBar(),
        RelativeStrengthIndex(), MACDLine(), MACDSignal(), MACDHistogram(), AverageTrueRange(), BollingerZScore(),
    ]

    /// The features of the families together with those of the names, in catalog order; all when both are empty.
    ///
    /// Neither the order in which they are given nor repetition matters. Throws for the first name that is not known.
    public static func select(
        families: [String] = [], names: [String] = []
    ) throws(UnknownNameError) -> [any Feature] {
        var chosenFamilies: Set<FeatureFamily> = []
        for name in families { chosenFamilies.insert(try family(named: name)) }
        var chosenNames: Set<String> = []
        for name in names { chosenNames.insert(try feature(named: name).name) }
        guard !chosenFamilies.isEmpty || !chosenNames.isEmpty else { return all }
        return all.filter { chosenFamilies.contains($0.family) || chosenNames.contains($0.name) }
    }

    /// The feature of that name.
    public static func feature(named name: String) throws(UnknownNameError) -> any Feature {
        if let feature = all.first(where: { $0.name == name }) { return feature }
        throw UnknownNameError(kind: "feature", name: name, known: all.map(\.name))
    }

    /// The family of that name.
    public static func family(named name: String) throws(UnknownNameError) -> FeatureFamily {
        if let family = FeatureFamily(rawValue: name) { return family }
        throw UnknownNameError(kind: "feature family", name: name, known: FeatureFamily.allCases.map(\.rawValue))
    }
}
