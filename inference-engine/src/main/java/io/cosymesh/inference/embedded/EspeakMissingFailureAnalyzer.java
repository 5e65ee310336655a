package io.cosymesh.inference.embedded;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says how to get espeak-ng.
 */
class EspeakMissingFailureAnalyzer extends AbstractFailureAnalyzer<EspeakMissingException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, EspeakMissingException cause) {
		return new FailureAnalysis("The embedded speech engine needs espeak-ng: " + cause.getMessage(), """
				Install it with

				    apt-get install espeak-ng

				or set cosymesh.engine.embedded.command to the path of an installed one (now '%s')."""
			.formatted(cause.command()), cause);
	}

}
