package io.cosymesh.mesh.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * Says a {@link MeshConfigurationException} as description and action.
 */
class MeshConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<MeshConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, MeshConfigurationException cause) {
		return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
	}

}
