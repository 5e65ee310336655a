package io.cosymesh.mesh.identity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.jspecify.annotations.Nullable;

import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.bundle.TrustBundles;
import io.cosymesh.identity.renewal.BundleRefresher;
import io.cosymesh.identity.renewal.SvidKeeper;
import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.identity.svid.SvidSource;

/**
 * Publishes how the SVID and the trust bundles fare, under the names that service meshes
 * have for it.
 */
final class SvidMetrics implements MeterBinder {

	private final SvidSource source;

	private final SvidKeeper keeper;

	private final @Nullable BundleRefresher refresher;

	SvidMetrics(SvidSource source, SvidKeeper keeper, @Nullable BundleRefresher refresher) {
		this.source = source;
		this.keeper = keeper;
		this.refresher = refresher;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("identity.cert.expiration.timestamp", this, SvidMetrics::expiration)
			.description("When the current SVID expires, 0 before the first")
			.baseUnit("seconds")
			.register(registry);
		Gauge.builder("identity.cert.refresh.timestamp", this, SvidMetrics::refresh)
			.description("When the current SVID was obtained, 0 before the first")
			.baseUnit("seconds")
			.register(registry);
		Gauge.builder("identity.clock.skew", this, SvidMetrics::clockSkew)
			.description("How far the CA's clock is ahead of this one")
			.baseUnit("seconds")
			.register(registry);
		count(registry, "identity.cert.refreshes", "ok", this.keeper, SvidKeeper::refreshes);
		count(registry, "identity.cert.refreshes", "error", this.keeper, SvidKeeper::failures);
		if (this.refresher != null) {
			count(registry, "identity.bundle.refreshes", "ok", this.refresher, BundleRefresher::refreshes);
			count(registry, "identity.bundle.refreshes", "error", this.refresher, BundleRefresher::failures);
		}
		bindSequences(registry);
	}

	// Meters hold what they measure weakly, so it must be a bean.
	private static <T> void count(MeterRegistry registry, String name, String result, T bean,
			ToDoubleFunction<T> number) {
		FunctionCounter.builder(name, bean, number).tag("result", result).register(registry);
	}

	private void bindSequences(MeterRegistry registry) {
		MultiGauge sequences = MultiGauge.builder("identity.trust.bundle.sequence")
			.description("Sequence number of the trust bundle in use")
			.register(registry);
		this.source.onChange((snapshot) -> sequences.register(rows(snapshot.bundles()), true));
		this.source.current().ifPresent((snapshot) -> sequences.register(rows(snapshot.bundles()), true));
	}

	private static List<MultiGauge.Row<?>> rows(TrustBundles bundles) {
		List<MultiGauge.Row<?>> rows = new ArrayList<>();
		rows.add(row(bundles.own()));
		bundles.federated().values().forEach((bundle) -> rows.add(row(bundle)));
		return rows;
	}

	private static MultiGauge.Row<?> row(TrustBundle bundle) {
		return MultiGauge.Row.of(Tags.of("trust.domain", bundle.trustDomain().getName()), bundle.sequence());
	}

	private double expiration() {
		return seconds(this.source.current().map(SvidSnapshot::notAfter));
	}

	private double refresh() {
		return seconds(this.keeper.lastRefresh());
	}

	private double clockSkew() {
		return this.keeper.clockSkew().map(Duration::toMillis).map((millis) -> millis / 1000.0).orElse(0.0);
	}

	private static double seconds(Optional<Instant> moment) {
		return moment.map((at) -> at.toEpochMilli() / 1000.0).orElse(0.0);
	}

}
