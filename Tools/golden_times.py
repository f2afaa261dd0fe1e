#!/usr/bin/env python3
"""Golden values for time formats and time zones, by Python's datetime and zoneinfo: writes Tests/Fixtures/times.json.

    python3 Tools/golden_times.py

`formats` has rows of a format, a text of it and the moment in UTC; `zones` rows of a zone, a time on its wall and the
moments that it means: none, one or two. Only zones and years whose rules are settled are taken.
"""
import json
import random
from datetime import datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

FORMATS = [
    "%Y%m%d %H%M%S", "%Y-%m-%d %H:%M:%S", "%Y.%m.%d %H:%M", "%d.%m.%Y %H:%M:%S.%f", "%m/%d/%Y", "%d/%m/%y %H:%M",
    "%Y-%m-%dT%H:%M:%S%z", "%Y-%m-%d %H:%M:%S.%f %z", "%b %d, %Y", "%d %B %Y %I:%M %p", "%a %d %b %Y %H:%M:%S",
    "%A, %d. %B %Y", "%Y%j", "%Y-%j %H:%M", "%m/%d/%Y %I:%M:%S %p", "%Y%m%d%H%M%S%f", "%y%m%d %H%M", "100%% %Y-%m-%d",
]
HOUR = timedelta(hours=1)
ZONES = [
    "America/New_York", "America/Chicago", "Europe/London", "Europe/Berlin", "Asia/Tokyo", "Asia/Hong_Kong",
    "Asia/Kolkata", "Australia/Sydney", "Australia/Lord_Howe", "America/Sao_Paulo", "Pacific/Apia", "UTC",
]


def utc(moment):
    return moment.astimezone(timezone.utc).isoformat().replace("+00:00", "Z")


def formats(dice):
    for form in FORMATS:
        for _ in range(12):
            moment = datetime(1970, 1, 1) + timedelta(microseconds=dice.randrange(64 * 365 * 86_400_000_000))
            if "%z" in form:
                moment = moment.replace(tzinfo=timezone(timedelta(minutes=dice.randrange(-720, 840, 15))))
            text = moment.strftime(form)
            read = datetime.strptime(text, form)
            yield [form, text, utc(read if read.tzinfo else read.replace(tzinfo=timezone.utc))]


def moments(wall, zone):
    """The moments at which the zone's wall shows the time, earliest first."""
    found = {wall.replace(tzinfo=zone, fold=fold).astimezone(timezone.utc) for fold in (0, 1)}
    return sorted(moment for moment in found if moment.astimezone(zone).replace(tzinfo=None, fold=0) == wall)


def transitions(zone, first, last):
    """The hours of UTC after which the zone has another offset."""
    moment = datetime(first, 1, 1, tzinfo=timezone.utc)
    while moment.year <= last:
        later = moment + HOUR
        if moment.astimezone(zone).utcoffset() != later.astimezone(zone).utcoffset():
            yield moment
        moment = later


def zones(dice):
    for name in ZONES:
        zone = ZoneInfo(name)
        walls = [datetime(2005, 1, 1) + timedelta(minutes=dice.randrange(17 * 365 * 1440)) for _ in range(8)]
        changes = list(transitions(zone, 2008, 2021))
        for moment in dice.sample(changes, min(4, len(changes))):
            # What the wall shows by the offset before and by the one after: around, inside and twice inside the change.
            for offset in (moment.astimezone(zone).utcoffset(), (moment + HOUR).astimezone(zone).utcoffset()):
                for minutes in (-721, -61, -1, 0, 1, 29, 30, 45, 59, 60, 61, 90, 121):
                    walls.append((moment + timedelta(minutes=minutes) + offset).replace(tzinfo=None))
        for wall in walls:
            yield [name, wall.isoformat(), [utc(moment) for moment in moments(wall, zone)]]


dice = random.Random(7)
golden = {"formats": list(formats(dice)), "zones": list(zones(dice))}
path = Path(__file__).resolve().parent.parent / "Tests" / "Fixtures" / "times.json"
rows = {key: "[\n" + ",\n".join(json.dumps(row) for row in value) + "\n]" for key, value in golden.items()}
path.write_text("{" + ",\n".join(f'"{key}": {text}' for key, text in rows.items()) + "}\n")
print(path, len(golden["formats"]), len(golden["zones"]))
