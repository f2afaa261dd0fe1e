import AlphaCore
import CEngine
typealias EnginePrice = alpha_engine.Price
