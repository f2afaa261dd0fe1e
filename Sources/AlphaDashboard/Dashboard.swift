import AlphaCore
import Hummingbird
import Logging
func page() -> [UInt8] { PackageResources.page_html }
