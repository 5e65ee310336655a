package io.cosymesh.ca.federation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.spiffe.spiffeid.TrustDomain;

/**
 * Counts the looks at foreign bundles, and tells how old what is known of each is.
 */
final class FederationMetrics {

	private static final String TRUST_DOMAIN = "trust_domain";

	private final MeterRegistry meters;

	FederationMetrics(MeterRegistry meters) {
		this.meters = meters;
	}

	void watch(TrustDomain trustDomain, FederatedBundles bundles, InstantSource clock) {
		Gauge.builder("federated_bundle_age_seconds", bundles, (known) -> age(known.find(trustDomain), clock))
			.description("Time since the endpoint last confirmed the bundle, NaN if it never did")
			.tag(TRUST_DOMAIN, trustDomain.getName())
			.register(this.meters);
		Gauge.builder("federated_bundle_sequence", bundles, (known) -> sequence(known.find(trustDomain)))
			.description("Sequence number of the bundle that workloads are given, NaN without one")
			.tag(TRUST_DOMAIN, trustDomain.getName())
			.register(this.meters);
	}

	void count(TrustDomain trustDomain, RefreshResult result) {
		this.meters.counter("federated_bundle_refreshes", TRUST_DOMAIN, trustDomain.getName(), "result", result.code())
			.increment();
	}

	private static double age(Optional<KnownBundle> known, InstantSource clock) {
		Optional<Instant> confirmed = known.map(KnownBundle::refreshedAt);
		return confirmed.map((at) -> Duration.between(at, clock.instant()).toMillis() / 1000.0).orElse(Double.NaN);
	}

	private static double sequence(Optional<KnownBundle> known) {
		return known.map((bundle) -> (double) bundle.bundle().sequence()).orElse(Double.NaN);
	}

}
