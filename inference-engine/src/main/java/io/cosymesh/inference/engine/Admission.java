package io.cosymesh.inference.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.cosymesh.contracts.inference.EngineStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bounds the speeches open at once at one engine, and the orders that wait for them. A
 * speech that nobody listens to any more gives its place back after a while.
 */
final class Admission {

	private static final Logger logger = LoggerFactory.getLogger(Admission.class);

	private final AdmissionLimits limits;

	private final Turnstile turnstile;

	private final InstantSource clock;

	private final Set<AdmittedSpeech> open = ConcurrentHashMap.newKeySet();

	Admission(AdmissionLimits limits, InstantSource clock) {
		this.limits = limits;
		this.turnstile = new Turnstile(limits.speeches(), limits.waiting());
		this.clock = clock;
	}

	/**
	 * Opens a speech when its turn comes; blocks until then.
	 * @return the speech, which gives its place back when it is closed
	 */
	AdmittedSpeech admit(Opening opening) throws SpeechException {
		int position = this.turnstile.enter(this.limits.patience());
		try {
			AdmittedSpeech speech = new AdmittedSpeech(opening.open(), position);
			this.open.add(speech);
			return speech;
		}
		catch (SpeechException | RuntimeException ex) {
			this.turnstile.leave();
			throw ex;
		}
	}

	EngineStatus.Load load() {
		return new EngineStatus.Load(this.turnstile.taken(), this.turnstile.queued(), this.limits.speeches(),
				this.limits.waiting());
	}

	/** Gives up the speeches whose listeners are gone without saying so. */
	void closeIdle() {
		Duration idle = this.limits.idleTimeout();
		Instant limit = this.clock.instant().minus(idle);
		for (AdmittedSpeech speech : this.open) {
			if (!speech.working && speech.lastUse.isBefore(limit)) {
				logger.warn("event=speech-abandoned idleSeconds={}", idle.toSeconds());
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

	/**
	 * A speech that has a place.
	 */
	final class AdmittedSpeech implements ForwardingSpeech {

		private final Speech speech;

		private final int queuePosition;

		private volatile Instant lastUse = Admission.this.clock.instant();

		private volatile boolean working;

		AdmittedSpeech(Speech speech, int queuePosition) {
			this.speech = speech;
			this.queuePosition = queuePosition;
		}

		/** Place in the queue when the order came, from 1; 0 if it didn't wait. */
		int queuePosition() {
			return this.queuePosition;
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
			boolean first = Admission.this.open.remove(this);
			this.speech.close();
			if (first) {
				// Only now: what comes next finds the engine's own places free.
				Admission.this.turnstile.leave();
			}
		}

	}

}
