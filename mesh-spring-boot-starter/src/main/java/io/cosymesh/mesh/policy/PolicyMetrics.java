package io.cosymesh.mesh.policy;

import java.time.Instant;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

/**
 * Publishes which policy is in force, and what became of the files that were to replace
 * it.
 */
final class PolicyMetrics implements MeterBinder {

	private final PolicySource source;

	private final PolicyReloadReport report;

	private final @Nullable PolicyReload reload;

	PolicyMetrics(PolicySource source, PolicyReloadReport report, @Nullable PolicyReload reload) {
		this.source = source;
		this.report = report;
		this.reload = reload;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("policy.generation", this.source, (source) -> source.revision().generation())
			.description("1 for the policy of the start, one more with each that replaced it")
			.register(registry);
		Gauge.builder("policy.loaded.timestamp", this.source, (source) -> seconds(source.revision().since()))
			.description("When the policy in force was taken over")
			.baseUnit("seconds")
			.register(registry);
		if (this.reload != null) {
			Gauge.builder("policy.checked.timestamp", this.reload, (reload) -> seconds(reload.lastLook()))
				.description("When the policy file was last looked at")
				.baseUnit("seconds")
				.register(registry);
		}
		count(registry, "updated", PolicyReloadReport::updated);
		count(registry, "refused", PolicyReloadReport::refused);
		count(registry, "missing", PolicyReloadReport::missing);
	}

	private void count(MeterRegistry registry, String result, ToDoubleFunction<PolicyReloadReport> number) {
		FunctionCounter.builder("policy.reloads", this.report, number)
			.description("Changes of the policy file, taken over or not")
			.tag("result", result)
			.register(registry);
	}

	private static double seconds(Instant moment) {
		return moment.toEpochMilli() / 1000.0;
	}

}
