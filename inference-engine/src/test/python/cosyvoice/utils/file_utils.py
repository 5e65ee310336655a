"""A stand-in for CosyVoice's own module."""

import wave

import numpy


def load_wav(wav, target_sr, min_sr=16000):
    if not isinstance(wav, str):
        raise TypeError("Invalid file")
    with wave.open(wav) as file:
        assert file.getframerate() >= min_sr
        samples = numpy.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768
        length = int(samples.size * target_sr / file.getframerate())
    at = numpy.linspace(0, max(samples.size - 1, 0), length)
    return numpy.interp(at, numpy.arange(samples.size), samples).reshape(1, -1)
