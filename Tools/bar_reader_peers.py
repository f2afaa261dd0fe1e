#!/usr/bin/env python3
"""How long pandas, polars and pyarrow take to read a bar file, times as times: the peers of Benchmarks/bar-reader.sh.

usage: python3 Tools/bar_reader_peers.py FILE REPEATS [OURS], OURS being the JSON line of bar-reader-bench.

Processor seconds of the whole process (their threads, too), the median of REPEATS; with OURS, how many times as much that
is. What is not installed is left out, and said.
"""
import json
import statistics
import sys
import time


def pandas(path):
    import pandas

    read = lambda: pandas.read_csv(path, parse_dates=["timestamp"], date_format="ISO8601")
    return f"pandas {pandas.__version__}", read


def polars(path):
    import polars

    return f"polars {polars.__version__}", lambda: polars.read_csv(path, try_parse_dates=True)


def pyarrow(path):
    import pyarrow
    import pyarrow.csv

    return f"pyarrow {pyarrow.__version__}", lambda: pyarrow.csv.read_csv(path)


def main():
    path, repeats = sys.argv[1], int(sys.argv[2])
    ours = json.loads(sys.argv[3])["median_seconds"] if len(sys.argv) > 3 else None
    for peer in (pandas, polars, pyarrow):
        try:
            name, read = peer(path)
        except ImportError:
            print(f"{peer.__name__}: not installed, left out")
            continue
        read()
        seconds = []
        for _ in range(repeats):
            start = time.process_time()
            read()
            seconds.append(time.process_time() - start)
        median = statistics.median(seconds)
        ratio = f", {median / ours:.1f} times ours" if ours else ""
        print(f"{name}: median {median:.3f} s, least {min(seconds):.3f} s{ratio}")


main()
