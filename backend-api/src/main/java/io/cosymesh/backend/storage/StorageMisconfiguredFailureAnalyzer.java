package io.cosymesh.backend.storage;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Tells the operator what to do about a {@link StorageMisconfiguredException}.
 */
final class StorageMisconfiguredFailureAnalyzer extends AbstractFailureAnalyzer<StorageMisconfiguredException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, StorageMisconfiguredException cause) {
		return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
	}

}
