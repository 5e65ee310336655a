package io.cosymesh.ca.authority;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells the operator what to do about an {@link AuthorityUnusableException}.
 */
final class AuthorityUnusableFailureAnalyzer extends AbstractFailureAnalyzer<AuthorityUnusableException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, AuthorityUnusableException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
	}

}
