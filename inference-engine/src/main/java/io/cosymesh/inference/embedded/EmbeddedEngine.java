package io.cosymesh.inference.embedded;

import java.io.IOException;

import io.cosymesh.contracts.PcmFormat;
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

	private static final EngineProfile PROFILE = new EngineProfile("embedded",
			"Timbre adaptation with espeak-ng: a synthesizer in the speaker's register and colour, not a neural clone",
			PcmFormat.SAMPLE_RATE, Language.tags());

	private final ScriptWriter writer;

	private final Espeak espeak;

	private final Speakers speakers;

	private final Workshop workshop;

	private EmbeddedEngine(ScriptWriter writer, Enrolment enrolment, Espeak espeak) {
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
					new Enrolment(pronunciation, properties.voices()), new Espeak(installation, voices, properties));
		}
		catch (IOException ex) {
			throw new EngineFailureException("The private voice data can't be made", ex);
		}
	}

	@Override
	public EngineProfile profile() {
		return PROFILE;
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

	Workshop workshop() {
		return this.workshop;
	}

	@Override
	public void close() {
		this.espeak.voices().close();
	}

}
