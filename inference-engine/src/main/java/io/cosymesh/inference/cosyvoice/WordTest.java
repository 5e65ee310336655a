package io.cosymesh.inference.cosyvoice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.inference.cosyvoice.CosyVoiceProperties.Probe;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;
import io.cosymesh.inference.text.Language;

import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * Has a word made and listens whether there is anything to hear.
 */
final class WordTest {

	private static final String TEXT = "你好，欢迎。";

	private static final int AUDIBLE = 150;

	private static final double SHORTEST_SECONDS = 0.2;

	private final Program program;

	private WordTest(Recording recording, String transcript) {
		Utterance word = new Utterance(TEXT, null, transcript, 1, recording);
		this.program = new Program(Language.CHINESE, 1, List.of(new Program.Item.Saying(TEXT, word)));
	}

	static WordTest of(Probe probe) {
		Path path = probe.recording();
		return new WordTest(Recording.of((path != null) ? read(path) : MadeUpVoice.pcm()), probe.transcript());
	}

	Program program() {
		return this.program;
	}

	/** Listens to a speech of the program to its end. */
	void listen(Speech speech) throws SpeechException {
		long bytes = 0;
		int loudest = 0;
		for (Optional<byte[]> piece = speech.next(); piece.isPresent(); piece = speech.next()) {
			bytes += piece.get().length;
			loudest = Math.max(loudest, loudest(piece.get()));
		}
		if (PcmFormat.seconds(bytes) < SHORTEST_SECONDS || loudest < AUDIBLE) {
			throw new EngineFailureException("The runtime made silence of a word", null);
		}
	}

	private static int loudest(byte[] pcm) {
		int loudest = 0;
		for (int i = 0; i + 1 < pcm.length; i += 2) {
			loudest = Math.max(loudest, Math.abs((pcm[i] & 0xFF) | (pcm[i + 1] << 8)));
		}
		return loudest;
	}

	private static byte[] read(Path path) {
		try {
			SoundReader reader = new SoundReader(PcmFormat.SAMPLE_RATE);
			byte[] begin = reader.read(Files.readAllBytes(path));
			byte[] end = reader.finish();
			byte[] pcm = Arrays.copyOf(begin, begin.length + end.length);
			System.arraycopy(end, 0, pcm, begin.length, end.length);
			return pcm;
		}
		catch (IOException | RuntimeFailureException ex) {
			throw new InvalidConfigurationPropertyValueException("cosymesh.engine.cosyvoice.probe.recording", path,
					"it is no readable WAV file of 16-bit mono samples");
		}
	}

}
