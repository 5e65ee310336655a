package io.cosymesh.inference.engine;

import java.time.InstantSource;
import java.util.Optional;

import io.cosymesh.contracts.inference.EngineStatus;
import io.cosymesh.contracts.inference.EngineStatus.State;

/**
 * An engine and the queue before it.
 */
final class EngineDesk {

	private final Engines engines;

	private final Admission admission;

	EngineDesk(Engines engines, AdmissionLimits limits, InstantSource clock) {
		this.engines = engines;
		this.admission = new Admission(limits, clock);
	}

	Engines engines() {
		return this.engines;
	}

	Admission admission() {
		return this.admission;
	}

	/** Takes an order when its turn comes. */
	Admission.AdmittedSpeech open(SpeechOrder order) throws SpeechException {
		return this.admission.admit(() -> this.engines.open(order));
	}

	EngineStatus status(int preference) {
		EngineProfile profile = this.engines.profile();
		Optional<String> trouble = this.engines.trouble();
		return new EngineStatus(profile.name(), profile.version(), profile.summary(), preference, state(trouble),
				trouble.orElse(null), profile.sampleRate(), profile.languages(), profile.capabilities(),
				this.admission.load());
	}

	private State state(Optional<String> trouble) {
		if (trouble.isEmpty()) {
			return State.READY;
		}
		return this.engines.hasWorked() ? State.UNAVAILABLE : State.LOADING;
	}

}
