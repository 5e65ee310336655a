package io.cosymesh.inference.synthesis;

import io.cosymesh.contracts.inference.EngineDescription;
import io.cosymesh.inference.engine.Engines;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells which engine passed its self-test and is at work.
 */
final class EngineHealthIndicator implements HealthIndicator {

	private final Engines engines;

	private final Admission admission;

	EngineHealthIndicator(Engines engines, Admission admission) {
		this.engines = engines;
		this.admission = admission;
	}

	@Override
	public Health health() {
		EngineDescription engine = this.engines.describe();
		return Health.up()
			.withDetail("engine", engine.name())
			.withDetail("generation", engine.generation())
			.withDetail("loadedAt", engine.loadedAt().toString())
			.withDetail("openSpeeches", this.admission.open())
			.build();
	}

}
