"""A stand-in for CosyVoice's own module: its threads, sessions and faults, and for a voice the recording over again.

The words "never", "stuck", "break", "silence", "number" and "crawl" in a text tell it what to do wrong.
"""

import logging
import sys
import threading
import time
import uuid

import numpy

from cosyvoice.utils.file_utils import load_wav

TOKENS_PER_SECOND = 25
LOOK_AHEAD = 3


class Tensor:
    def __init__(self, samples):
        self._samples = samples
        self.shape = samples.shape

    def numpy(self):
        return self._samples


class Model:
    def __init__(self):
        self.token_hop_len = 25
        self.tts_speech_token_dict = {}
        self.llm_end_dict = {}
        self.hift_cache_dict = {}

    def llm_job(self, session, heard, text):
        assert "<|endofprompt|>" in heard, "<|endofprompt|> not detected"
        for token in range(int(TOKENS_PER_SECOND * (0.6 + 0.1 * len(text)))):
            if "never" in text and token > 40:
                while session in self.tts_speech_token_dict:
                    time.sleep(0.01)
            if "stuck" in text:
                time.sleep(600)
            if "crawl" in text:
                time.sleep(0.02)
            assert "break" not in text or token < 60
            self.tts_speech_token_dict[session].append(token)
        self.llm_end_dict[session] = True

    def sound(self, voice, begin, end):
        samples = numpy.resize(voice, (1, end * 960))[:, begin * 960:]
        return {"tts_speech": Tensor(samples)}

    def tts(self, heard, text, voice, stream, speed):
        session = str(uuid.uuid1())
        self.tts_speech_token_dict[session], self.llm_end_dict[session] = [], False
        self.hift_cache_dict[session] = None
        thinking = threading.Thread(target=self.llm_job, args=(session, heard, text))
        thinking.start()
        begin = 0
        if stream:
            while True:
                time.sleep(0.01)
                enough = self.token_hop_len + LOOK_AHEAD
                if len(self.tts_speech_token_dict[session]) - begin >= enough:
                    end = begin + self.token_hop_len
                    self.token_hop_len = min(100, 2 * self.token_hop_len)
                    yield self.sound(voice, begin, end)
                    begin = end
                elif self.llm_end_dict[session] and len(self.tts_speech_token_dict[session]) - begin < enough:
                    break
        thinking.join()
        tokens = len(self.tts_speech_token_dict[session])
        piece = self.sound(voice, begin, int(tokens / speed))
        if "number" in text:
            piece["tts_speech"].numpy()[0, 0] = numpy.nan
        yield piece
        self.tts_speech_token_dict.pop(session)
        self.llm_end_dict.pop(session)
        self.hift_cache_dict.pop(session)


class CosyVoice3:
    sample_rate = 24000

    def __init__(self):
        self.model = Model()

    def inference_zero_shot(self, tts_text, prompt_text, prompt_wav, zero_shot_spk_id="", stream=False, speed=1.0,
                            text_frontend=True):
        return self._speak("zero_shot", tts_text, prompt_text, prompt_wav, stream, speed, text_frontend)

    def inference_cross_lingual(self, tts_text, prompt_wav, zero_shot_spk_id="", stream=False, speed=1.0,
                                text_frontend=True):
        return self._speak("cross_lingual", tts_text, "", prompt_wav, stream, speed, text_frontend)

    def inference_instruct2(self, tts_text, instruct_text, prompt_wav, zero_shot_spk_id="", stream=False, speed=1.0,
                            text_frontend=True):
        return self._speak("instruct2", tts_text, instruct_text, prompt_wav, stream, speed, text_frontend)

    def _speak(self, mode, text, told, prompt_wav, stream, speed, text_frontend):
        logging.info("synthesis text %s", text)
        sessions = len(self.model.tts_speech_token_dict)
        print(f"asked mode={mode} text={text!r} told={told!r} stream={stream} speed={speed} reads={text_frontend} "
              f"hop={self.model.token_hop_len} sessions={sessions}", file=sys.stderr, flush=True)
        voice = load_wav(prompt_wav, self.sample_rate)
        heard = told + text
        words = text.split("<|endofprompt|>")[-1]
        if "silence" not in words:
            yield from self.model.tts(heard, words, voice, stream, speed)


class CosyVoice2(CosyVoice3):
    pass


def AutoModel(model_dir):
    return CosyVoice2() if "CosyVoice2" in model_dir else CosyVoice3()
