package io.cosymesh.inference.embedded;

import java.io.IOException;
import java.util.concurrent.Semaphore;

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
import io.cosymesh.inference.text.UnspeakableTextException;

/**
 * Speaks with espeak-ng, adapted to the speaker of the prompt: pitch, range, rough size
 * of the vocal tract, breath and spectral colour. No neural clone.
 */
final class EmbeddedEngine implements SpeechEngine {

	private static final EngineProfile PROFILE = new EngineProfile("embedded",
			"Timbre adaptation with espeak-ng: a synthesizer in the speaker's register and colour, not a neural clone",
			PcmFormat.SAMPLE_RATE, Language.tags());

	private final TextFrontEnd frontEnd;

	private final Pronunciation pronunciation;

	private final Espeak espeak;

	private final Enrolment enrolment;

	private final Semaphore slots;

	private EmbeddedEngine(TextFrontEnd frontEnd, Pronunciation pronunciation, Espeak espeak) {
		this.frontEnd = frontEnd;
		this.pronunciation = pronunciation;
		this.espeak = espeak;
		this.enrolment = new Enrolment(pronunciation, espeak.properties().voices());
		this.slots = new Semaphore(espeak.properties().concurrency(), true);
	}

	static EmbeddedEngine load(EmbeddedProperties properties, TextFrontEnd frontEnd, Pronunciation pronunciation)
			throws EngineFailureException {
		EspeakInstallation installation = EspeakInstallation.find(properties.command());
		try {
			PrivateVoices voices = PrivateVoices.create(installation.data(), properties.workDirectory(),
					properties.voices());
			return new EmbeddedEngine(frontEnd, pronunciation, new Espeak(installation, voices, properties));
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
		try {
			Script script = Script.of(this.frontEnd.read(order.text(), order.language()), this.pronunciation);
			return new EmbeddedSpeech(this.enrolment, this.espeak.session(), this.slots, order, script);
		}
		catch (UnspeakableTextException ex) {
			throw new RefusedOrderException(ex.field(), ex.type(), ex.detail());
		}
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

	@Override
	public void close() {
		this.espeak.voices().close();
	}

}
