package io.cosymesh.audio.models;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

import io.cosymesh.models.ModelException;

/**
 * Says which model is no model, and that the service works without.
 */
class ModelFailureAnalyzer extends AbstractFailureAnalyzer<ModelException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, ModelException cause) {
		return new FailureAnalysis("A speech model can't be used: " + cause.getMessage(), """
				Put the file of Fun-CosyVoice3-0.5B there (docs/speech-models.md), remove it, or leave \
				cosymesh.audio.models.directory empty to run without models.""", cause);
	}

}
