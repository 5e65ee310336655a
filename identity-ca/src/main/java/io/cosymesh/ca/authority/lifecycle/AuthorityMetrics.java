package io.cosymesh.ca.authority.lifecycle;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.identity.bundle.Distrust;

/**
 * Publishes how much life the signing certificate and each root have left, whoever holds
 * them, and in which states the CA's own authorities are.
 */
final class AuthorityMetrics implements MeterBinder {

	private final Authorities authorities;

	private final IssuingAuthority issuer;

	private final PublishedBundle bundle;

	private final InstantSource clock;

	AuthorityMetrics(Authorities authorities, IssuingAuthority issuer, PublishedBundle bundle, InstantSource clock) {
		this.authorities = authorities;
		this.issuer = issuer;
		this.bundle = bundle;
		this.clock = clock;
	}

	@Override
	public void bindTo(MeterRegistry registry) {
		Gauge.builder("issuer.cert.ttl", this, AuthorityMetrics::issuerLeft)
			.description("Time until the certificate that signs SVIDs expires")
			.baseUnit("seconds")
			.register(registry);
		for (AuthorityKind kind : AuthorityKind.values()) {
			for (AuthorityState state : AuthorityState.values()) {
				Gauge.builder("cosymesh.authorities", () -> count(kind, state))
					.description("The CA's own authorities")
					.tags("kind", kind.label(), "state", state.label())
					.register(registry);
			}
		}
		MultiGauge anchors = MultiGauge.builder("trust.anchor.ttl")
			.description("Time until a root of the trust bundle expires")
			.baseUnit("seconds")
			.register(registry);
		register(anchors);
		this.bundle.onChange((changed) -> register(anchors));
	}

	private void register(MultiGauge anchors) {
		List<Row<?>> rows = this.bundle.current().authorities().stream().<Row<?>>map(this::row).toList();
		anchors.register(rows, true);
	}

	private Row<?> row(X509Certificate root) {
		return Row.of(Tags.of("fingerprint", Distrust.fingerprint(root)), () -> secondsLeft(root));
	}

	private double issuerLeft() {
		return this.issuer.signingCertificate().map(this::secondsLeft).orElse(Double.NaN);
	}

	private double secondsLeft(X509Certificate certificate) {
		return Duration.between(this.clock.instant(), certificate.getNotAfter().toInstant()).toSeconds();
	}

	private long count(AuthorityKind kind, AuthorityState state) {
		return this.authorities.set().of(kind).filter((authority) -> authority.state() == state).count();
	}

}
