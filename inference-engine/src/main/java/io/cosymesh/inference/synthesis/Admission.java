package io.cosymesh.inference.synthesis;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.cosymesh.inference.engine.ForwardingSpeech;
import io.cosymesh.inference.engine.Speech;
import io.cosymesh.inference.engine.SpeechException;

/**
 * Bounds the speeches open at once. One that nobody listens to any more gives its place
 * back after a while.
 */
final class Admission {

	private static final Logger logger = LoggerFactory.getLogger(Admission.class);

	private final Semaphore places;

	private final Duration idleTimeout;

	private final InstantSource clock;

	private final Set<AdmittedSpeech> open = ConcurrentHashMap.newKeySet();

	Admission(SynthesisProperties properties, InstantSource clock) {
		this.places = new Semaphore(properties.maxSpeeches());
		this.idleTimeout = properties.idleTimeout();
		this.clock = clock;
	}

	/**
	 * Opens a speech if there is a place for it.
	 * @return the speech, which gives its place back when it is closed
	 */
	Speech admit(Opening opening) throws SpeechException, TooManySpeechesException {
		if (!this.places.tryAcquire()) {
			throw new TooManySpeechesException();
		}
		try {
			AdmittedSpeech speech = new AdmittedSpeech(opening.open());
			this.open.add(speech);
			return speech;
		}
		catch (SpeechException | RuntimeException ex) {
			this.places.release();
			throw ex;
		}
	}

	int open() {
		return this.open.size();
	}

	/** Gives up the speeches whose listeners are gone without saying so. */
	void closeIdle() {
		Instant limit = this.clock.instant().minus(this.idleTimeout);
		for (AdmittedSpeech speech : this.open) {
			if (!speech.working && speech.lastUse.isBefore(limit)) {
				logger.warn("event=speech-abandoned idleSeconds={}", this.idleTimeout.toSeconds());
				speech.close();
			}
		}
	}

	/**
	 * Opens a speech.
	 */
	@FunctionalInterface
	interface Opening {

		Speech open() throws SpeechException;

	}

	private final class AdmittedSpeech implements ForwardingSpeech {

		private final Speech speech;

		private volatile Instant lastUse = Admission.this.clock.instant();

		private volatile boolean working;

		AdmittedSpeech(Speech speech) {
			this.speech = speech;
		}

		@Override
		public Speech speech() {
			return this.speech;
		}

		@Override
		public Optional<byte[]> next() throws SpeechException {
			this.working = true;
			try {
				return this.speech.next();
			}
			finally {
				this.lastUse = Admission.this.clock.instant();
				this.working = false;
			}
		}

		@Override
		public void close() {
			if (Admission.this.open.remove(this)) {
				Admission.this.places.release();
			}
			this.speech.close();
		}

	}

}
