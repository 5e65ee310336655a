package io.cosymesh.webui.access.secret;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says what to do about a missing secret.
 */
final class UnusableSecretFailureAnalyzer extends AbstractFailureAnalyzer<UnusableSecretException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, UnusableSecretException cause) {
		return new FailureAnalysis(cause.getMessage(),
				"Start with ./cosymesh up, which makes it, or write a random secret to a file of mode 0600 and point '"
						+ cause.property() + "' at it.",
				cause);
	}

}
