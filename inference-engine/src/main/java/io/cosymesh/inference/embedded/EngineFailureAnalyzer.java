package io.cosymesh.inference.embedded;

import io.cosymesh.inference.engine.EngineFailureException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to look at when espeak-ng is there but the engine's self-test fails.
 */
class EngineFailureAnalyzer extends AbstractFailureAnalyzer<EngineFailureException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, EngineFailureException cause) {
		return new FailureAnalysis("The speech engine doesn't work: " + cause.getMessage(), """
				Check that espeak-ng runs by itself (espeak-ng --stdout test | wc -c), that
				cosymesh.engine.embedded.memory and timeout leave it enough, and that the temporary
				directory (or cosymesh.engine.embedded.work-directory) is writable and its path short.""", cause);
	}

}
