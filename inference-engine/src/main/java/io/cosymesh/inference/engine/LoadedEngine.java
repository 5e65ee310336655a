package io.cosymesh.inference.engine;

import java.time.Instant;

import io.cosymesh.contracts.inference.EngineDescription;

/**
 * An engine and how many speeches it is making; closes it when it is retired and the last
 * of them ends.
 */
final class LoadedEngine {

	private final SpeechEngine engine;

	private final EngineDescription description;

	private int speeches;

	private boolean retired;

	LoadedEngine(SpeechEngine engine, long generation, Instant loadedAt) {
		this.engine = engine;
		EngineProfile profile = engine.profile();
		this.description = new EngineDescription(profile.name(), profile.summary(), profile.sampleRate(),
				profile.languages(), profile.events(), generation, loadedAt);
	}

	SpeechEngine engine() {
		return this.engine;
	}

	EngineDescription description() {
		return this.description;
	}

	/** Keeps the engine open, unless it is retired already. */
	synchronized boolean enter() {
		if (this.retired) {
			return false;
		}
		this.speeches++;
		return true;
	}

	synchronized void leave() {
		this.speeches--;
		closeIfUnused();
	}

	synchronized void retire() {
		this.retired = true;
		closeIfUnused();
	}

	private void closeIfUnused() {
		if (this.retired && this.speeches == 0) {
			this.engine.close();
		}
	}

}
