package io.cosymesh.inference.synthesis;

import io.cosymesh.contracts.inference.EngineDescription;
import io.cosymesh.inference.engine.EngineChoice;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Tells which engine passed its self-test and is at work, and what is wrong with those
 * that are not. Down when none is.
 */
final class EngineHealthIndicator implements HealthIndicator {

	private final EngineChoice engines;

	EngineHealthIndicator(EngineChoice engines) {
		this.engines = engines;
	}

	@Override
	public Health health() {
		EngineDescription engine = this.engines.describe();
		Health.Builder health = this.engines.works() ? Health.up() : Health.down();
		this.engines.troubles().forEach((name, reason) -> health.withDetail("trouble." + name, reason));
		return health.withDetail("engine", engine.name())
			.withDetail("generation", engine.generation())
			.withDetail("loadedAt", engine.loadedAt().toString())
			.withDetail("openSpeeches", this.engines.openSpeeches())
			.withDetail("waitingOrders", this.engines.waitingOrders())
			.build();
	}

}
