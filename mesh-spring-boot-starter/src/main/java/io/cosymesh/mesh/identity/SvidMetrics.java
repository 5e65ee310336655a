package io.cosymesh.mesh.identity;

import java.time.Duration;
import java.time.InstantSource;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;

/**
 * Publishes how much life the current SVID has left and how often it was renewed.
 */
final class SvidMetrics implements MeterBinder {

	private final SvidSource source;

	private final InstantSource clock;

	SvidMetrics(SvidSource source, InstantSource clock) {
		this.source = source;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("cosymesh.svid.remaining", this, SvidMetrics::secondsLeft)
			.description("Time until the current SVID expires")
			.baseUnit("seconds")
			.register(registry);
		Gauge.builder("cosymesh.svid.generation", this, SvidMetrics::generation)
			.description("Number of SVIDs since the start")
			.register(registry);
	}

	private double secondsLeft() {
		return this.source.current()
			.map((snapshot) -> Duration.between(this.clock.instant(), snapshot.notAfter()).toSeconds())
			.orElse(0L);
	}

	private double generation() {
		return this.source.current().map(SvidSnapshot::generation).orElse(0L);
	}

}
