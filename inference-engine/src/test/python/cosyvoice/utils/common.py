"""A stand-in for CosyVoice's own module."""

import sys


def set_all_random_seed(seed):
    print(f"told seed={seed}", file=sys.stderr, flush=True)
