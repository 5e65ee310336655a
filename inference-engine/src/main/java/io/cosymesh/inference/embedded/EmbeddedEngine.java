package io.cosymesh.inference.embedded;

import java.io.IOException;
import java.util.List;

import io.cosymesh.contracts.PcmFormat;
import io.cosymesh.contracts.inference.EngineCapabilities;
import io.cosymesh.inference.engine.EngineFailureException;
import io.cosymesh.inference.engine.EngineProfile;
import io.cosymesh.inference.engine.RefusedOrderException;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechEngine;
import io.cosymesh.inference.engine.SpeechException;
import io.cosymesh.inference.engine.SpeechOrder;
import io.cosymesh.inference.text.Language;
import io.cosymesh.inference.text.Pronunciation;
import io.cosymesh.inference.text.TextFrontEnd;

/**
 * Speaks with espeak-ng, adapted to the speaker of the prompt: pitch, range, rough size
 * of the vocal tract, breath and spectral colour. No neural clone.
 */
final class EmbeddedEngine implements SpeechEngine {

	private static final String SUMMARY = "Timbre adaptation with espeak-ng: a synthesizer in the speaker's register"
			+ " and colour, not a neural clone";

	/** Its {@link Workshop} shares processors out line by line, so many may speak. */
	private static final int NO_LIMIT = 0;

	private final EngineProfile profile;

	private final ScriptWriter writer;

	private final Espeak espeak;

	private final Speakers speakers;

	private final Workshop workshop;

	private EmbeddedEngine(ScriptWriter writer, Enrolment enrolment, Espeak espeak, String version) {
		this.profile = new EngineProfile("embedded", "espeak-ng " + version, SUMMARY, PcmFormat.SAMPLE_RATE,
				Language.tags(), capabilities(), NO_LIMIT);
		this.writer = writer;
		this.espeak = espeak;
		this.speakers = new Speakers(espeak.properties().voices());
		this.workshop = new Workshop(enrolment, espeak.properties().concurrency());
	}

	static EmbeddedEngine load(EmbeddedProperties properties, TextFrontEnd frontEnd, Pronunciation pronunciation)
			throws EngineFailureException {
		EspeakInstallation installation = EspeakInstallation.find(properties.command());
		try {
			PrivateVoices voices = PrivateVoices.create(installation.data(), properties.workDirectory(),
					properties.voices());
			return new EmbeddedEngine(new ScriptWriter(frontEnd, pronunciation),
					new Enrolment(pronunciation, properties.voices()), new Espeak(installation, voices, properties),
					installation.version());
		}
		catch (IOException ex) {
			throw new EngineFailureException("The private voice data can't be made", ex);
		}
	}

	@Override
	public EngineProfile profile() {
		return this.profile;
	}

	@Override
	public Speech open(SpeechOrder order) throws RefusedOrderException {
		Script script = this.writer.write(order);
		Speaker speaker = this.speakers.of(order.prompt());
		return new EmbeddedSpeech(this.workshop, this.espeak.session(), speaker, script, order.seed());
	}

	@Override
	public void selfTest() throws SpeechException {
		SelfTest.run(this, SelfTest.ENGLISH);
		SelfTest.run(this, SelfTest.CHINESE);
	}

	@Override
	public Speech probe() throws SpeechException {
		return open(SelfTest.ENGLISH);
	}

	private static EngineCapabilities capabilities() {
		return new EngineCapabilities(EngineCapabilities.Cloning.TIMBRE_ADAPTATION,
				List.of("zero_shot", "cross_lingual", "instruct"), new EngineCapabilities.Range(0.5, 2), true,
				Preset.names(), false, List.of("cantonese", "mandarin"), List.of("[breath]", "[quick_breath]"), true);
	}

	Workshop workshop() {
		return this.workshop;
	}

	@Override
	public void close() {
		this.espeak.voices().close();
	}

}
