#!/usr/bin/env python3
"""Golden values of resampling, by pandas: writes Tests/Fixtures/resample.json.

Needs `pip install pandas`.  usage: python3 Tools/golden_resample.py

The source is half-hourly bars, a fifth of them missing, over the weeks in which New York's and Berlin's clocks were
changed in 2023. Each case has the bars that `alpha data resample --keep-partial` must make of them.
"""
import json
import random
from pathlib import Path

import pandas as pd

WEEKS = [("2023-03-09", "2023-03-15"), ("2023-03-24", "2023-03-28"), ("2023-10-27", "2023-10-31"), ("2023-11-02", "2023-11-08")]
RULES = {"open": "first", "high": "max", "low": "min", "close": "last", "volume": "sum"}


def source():
    dice = random.Random(11)
    times = [time for first, last in WEEKS for time in pd.date_range(first, last, freq="30min", tz="UTC")]
    times = [time for time in times if dice.random() > 0.2]
    rows, price = [], 10000
    for _ in times:
        points = [price := price + dice.randint(-60, 60) for _ in range(6)]
        rows.append([points[0], max(points), min(points), points[-1], dice.randint(0, 999)])
    bars = pd.DataFrame(rows, index=pd.DatetimeIndex(times), columns=list(RULES))
    bars[["open", "high", "low", "close"]] /= 100
    return bars


def rows(bars, names=None):
    bars = bars.dropna(subset="open")
    names = names or [time.tz_convert("UTC").strftime("%Y-%m-%dT%H:%M:%SZ").replace("T00:00:00Z", "") for time in bars.index]
    return [[name] + [float(bar[column]) for column in RULES] for name, (_, bar) in zip(names, bars.iterrows())]


def by_rule(bars, rule, **options):
    return rows(bars.resample(rule, **options).agg(RULES))


def by_date(bars, zone, shift="0h"):
    """Days by the local date after a shift of the clock on the wall: what ends at 17:00 has a shift of 7 hours."""
    wall = bars.index.tz_convert(zone).tz_localize(None)
    grouped = bars.groupby((wall + pd.Timedelta(shift)).date).agg(RULES)
    return rows(grouped, [str(date) for date in grouped.index])


def local_days(bars, zone):
    resampled = bars.tz_convert(zone).resample("1D").agg(RULES).dropna(subset="open")
    return rows(resampled, [time.strftime("%Y-%m-%d") for time in resampled.index])


def session_hours(bars, zone):
    local = bars.tz_convert(zone).between_time("09:30", "15:59")
    return [row for _, day in local.groupby(local.index.date) for row in by_rule(day, "1h", offset="30min")]


bars = source()
new_york = "America/New_York"
local = bars.tz_convert(new_york)
cases = [
    {"to": "1h", "session": None, "zone": "UTC", "bars": by_rule(bars, "1h")},
    {"to": "4h", "session": None, "zone": "UTC", "bars": by_rule(bars, "4h")},
    {"to": "1d", "session": None, "zone": "UTC", "bars": by_rule(bars, "1D")},
    {"to": "1w", "session": None, "zone": "UTC", "bars": by_rule(bars, "W-MON", closed="left", label="left")},
    {"to": "1d", "session": None, "zone": new_york, "bars": local_days(bars, new_york)},
    {"to": "1d", "session": None, "zone": "Europe/Berlin", "bars": local_days(bars, "Europe/Berlin")},
    {"to": "1h", "session": "09:30-16:00", "zone": new_york, "bars": session_hours(bars, new_york)},
    {"to": "1d", "session": "09:30-16:00", "zone": new_york, "bars": by_date(local.between_time("09:30", "15:59"), new_york)},
    {"to": "1d", "session": "17:00-17:00", "zone": new_york, "bars": by_date(bars, new_york, "7h")},
    {
        "to": "1d", "session": "18:00-17:00", "zone": new_york,
        "bars": by_date(local.between_time("18:00", "16:59"), new_york, "6h"),
    },
]
golden = [f'{json.dumps(case)}' for case in cases]
path = Path(__file__).resolve().parent.parent / "Tests" / "Fixtures" / "resample.json"
path.write_text('{"source": %s,\n"cases": [\n%s\n]}\n' % (json.dumps(rows(bars)), ",\n".join(golden)))
print(path, len(bars), [len(case["bars"]) for case in cases], "pandas", pd.__version__)
