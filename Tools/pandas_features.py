"""The origin's nine features of a data folder, by pandas: what `alpha features` is checked against.

    python3 Tools/pandas_features.py DIR OUT.csv

Reads DIR/{equities,crypto,fx}/SYMBOL.csv by itself, leaves bad bars out as `--on-bad-bar drop` does (formats.md) and
writes timestamp,asset,FEATURE... sorted by asset, then time. Needs pandas.
"""

import pathlib
import sys

import numpy as np
import pandas as pd

EPSILON = 1e-8


def read_bars(path: pathlib.Path) -> pd.DataFrame:
    raw = pd.read_csv(path, dtype=str, keep_default_na=False)
    raw.columns = [name.strip().lower().replace(" ", "_") for name in raw.columns]
    names = {"date": "timestamp", "datetime": "timestamp", "tick_volume": "volume"}
    raw = raw.rename(columns={old: new for old, new in names.items() if old in raw.columns})
    columns = ["open", "high", "low", "close", "volume"] + (["adj_close"] if "adj_close" in raw.columns else [])
    bars = raw[columns].apply(pd.to_numeric, errors="coerce").astype(float)
    bars.insert(0, "timestamp", raw["timestamp"])
    return mend(drop_bad(bars)).reset_index(drop=True)


def drop_bad(bars: pd.DataFrame) -> pd.DataFrame:
    """Leaves out what is no bar, yfinance's second header row included, then what is not after the bar kept before."""
    top = bars[["open", "close"]].max(axis=1)
    bottom = bars[["open", "close"]].min(axis=1)
    prices = bars[[c for c in bars.columns if c in ("open", "high", "low", "close", "adj_close")]]
    good = (
        (np.isfinite(prices) & (prices > 0)).all(axis=1)
        & np.isfinite(bars["volume"])
        & (bars["volume"] >= 0)
        & (top - bars["high"] < 1e-6 * top)
        & (bars["low"] - bottom < 1e-6 * bottom)
        & (bars["timestamp"] != "")
    )
    bars = bars[good].copy()
    bars["timestamp"] = pd.to_datetime(bars["timestamp"], utc=True)
    before = bars["timestamp"].cummax().shift(1)
    return bars[before.isna() | (bars["timestamp"] > before)].copy()


def mend(bars: pd.DataFrame) -> pd.DataFrame:
    """Moves high and low to cover open and close where rounding broke that, and scales the prices to adj_close."""
    bars["high"] = bars[["open", "high", "close"]].max(axis=1)
    bars["low"] = bars[["open", "low", "close"]].min(axis=1)
    if "adj_close" in bars.columns:
        factor = bars["adj_close"] / bars["close"]
        for name in ("open", "high", "low"):
            bars[name] *= factor
        bars["close"] = bars["adj_close"]
    return bars


def features(bars: pd.DataFrame) -> pd.DataFrame:
    high, low, close, volume = (bars[name] for name in ("high", "low", "close", "volume"))
    result = pd.DataFrame(index=bars.index)
    result["ret_1"] = close / close.shift(1) - 1
    result["log_ret_1"] = np.log(close / close.shift(1))
    result["vol_20"] = result["ret_1"].rolling(20).std()
    result["vol_60"] = result["ret_1"].rolling(60).std()
    result["vol_chg"] = result["vol_20"] / (result["vol_60"] + EPSILON)
    result["vol_zscore_20"] = (volume - volume.rolling(20).mean()) / (volume.rolling(20).std() + EPSILON)
    result["vol_roll_sum_20"] = volume.rolling(20).sum()
    result["high_low_spread"] = (high - low) / (close + EPSILON)
    result["close_pos_in_bar"] = (close - low) / (high - low + EPSILON)
    return result


def main() -> None:
    folder, out = pathlib.Path(sys.argv[1]), sys.argv[2]
    files = [path for name in ("equities", "crypto", "fx") for path in sorted((folder / name).glob("*.csv"))]
    tables = []
    for path in sorted(files, key=lambda path: path.stem):
        bars = read_bars(path)
        table = features(bars)
        table.insert(0, "timestamp", bars["timestamp"].dt.strftime("%Y-%m-%d"))
        table.insert(1, "asset", path.stem)
        tables.append(table)
    pd.concat(tables).to_csv(out, index=False, float_format="%.17g")


if __name__ == "__main__":
    main()
