package io.cosymesh.audio.models;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

import io.cosymesh.models.SpeechModels;

/**
 * Says which models are used. Always up: nothing needs them.
 */
@Component
class ModelHealthIndicator implements HealthIndicator {

	private final SpeechModels models;

	ModelHealthIndicator(SpeechModels models) {
		this.models = models;
	}

	@Override
	public Health health() {
		return Health.up()
			.withDetail("campplus", this.models.speakerEncoder().isPresent())
			.withDetail("speechTokenizer", this.models.speechTokenizer().isPresent())
			.build();
	}

}
