package io.cosymesh.ca.sealing;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells the operator what to do about a {@link KeyEncryptionKeyUnusableException}.
 */
final class KeyEncryptionKeyFailureAnalyzer extends AbstractFailureAnalyzer<KeyEncryptionKeyUnusableException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, KeyEncryptionKeyUnusableException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
	}

}
