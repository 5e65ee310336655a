package io.cosymesh.inference.embedded;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.inference.SentenceMark;
import io.cosymesh.inference.embedded.Workshop.SpokenLine;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.Speech;
import org.jspecify.annotations.Nullable;

/**
 * Speech of the embedded engine. Each step of the script is made when its first piece is
 * pulled, so that no more than one sentence waits to be heard.
 */
final class EmbeddedSpeech implements Speech {

	private static final double BREATH_SECONDS = 0.42;

	private static final double QUICK_BREATH_SECONDS = 0.22;

	private final Workshop workshop;

	private final EspeakSession session;

	private final Speaker speaker;

	private final Script script;

	private final Deque<Script.Step> steps;

	private final RandomGenerator random;

	private final SentenceMarks marks;

	private @Nullable Sound sound;

	EmbeddedSpeech(Workshop workshop, EspeakSession session, Speaker speaker, Script script, long seed) {
		this.workshop = workshop;
		this.session = session;
		this.speaker = speaker;
		this.script = script;
		this.steps = new ArrayDeque<>(script.steps());
		this.marks = new SentenceMarks(script.spans());
		this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
	}

	@Override
	public String language() {
		return this.script.language().tag();
	}

	@Override
	public int sentences() {
		return this.script.sentences();
	}

	@Override
	public Optional<byte[]> next() throws EngineFailureException {
		while (true) {
			if (this.session.isClosed()) {
				throw new EngineFailureException("The speech was given up before its end", null);
			}
			if (this.sound == null || !this.sound.hasNext()) {
				Script.Step step = this.steps.poll();
				if (step == null) {
					return Optional.empty();
				}
				this.marks.beginStep();
				this.sound = make(step);
			}
			byte[] piece = this.sound.next();
			this.marks.heard(piece.length / PcmFormat.BYTES_PER_SAMPLE, !this.sound.hasNext());
			if (piece.length > 0) {
				return Optional.of(piece);
			}
		}
	}

	@Override
	public List<SentenceMark> takeMarks() {
		return this.marks.take();
	}

	@Override
	public void close() {
		this.session.close();
	}

	private Sound make(Script.Step step) throws EngineFailureException {
		return switch (step) {
			case Script.Line line -> spoken(line);
			case Script.Rest rest -> unspoken(new float[0], rest.length());
			case Script.Inhalation breath -> {
				double seconds = breath.isQuick() ? QUICK_BREATH_SECONDS : BREATH_SECONDS;
				yield unspoken(BreathSound.of(seconds, this.random), Duration.ofMillis(Math.round(seconds * 1000)));
			}
		};
	}

	private Sound spoken(Script.Line line) throws EngineFailureException {
		SpokenLine spoken = this.workshop.speak(this.session, this.speaker, line);
		double gain = spoken.timbre().gain() * line.delivery().amplitudeFactor();
		return new Sound.Spoken(spoken.samples(), new PostFilter(spoken.timbre(), new PcmEncoder(gain, this.random)));
	}

	private Sound unspoken(float[] samples, Duration length) {
		int count = (int) (length.toMillis() * PcmFormat.SAMPLE_RATE / 1000);
		return new Sound.Unspoken(samples, count, new PcmEncoder(1, this.random));
	}

}
