package io.cosymesh.ca.federation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.spiffe.spiffeid.TrustDomain;

import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.identity.bundle.Distrust;
import io.cosymesh.identity.bundle.SpiffeBundleFormat;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.test.CertificateRecipe;
import io.cosymesh.identity.test.TestCa;
import io.cosymesh.identity.test.TestKeys;
import io.cosymesh.identity.test.TestSvid;

/**
 * Everything a CA needs to federate, without the CA.
 */
final class FederationFixture {

	static final TrustDomain PARTNER = TrustDomain.parse("partner.test");

	private static final TestDatabase DATABASE = new TestDatabase();

	final InstantSource clock = InstantSource.system();

	final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	final TestCa home = TestCa.create(TestSettings.DOMAIN.getName(), this.clock);

	final TestCa partner = TestCa.create(PARTNER.getName(), this.clock);

	final FederatedBundles bundles = new FederatedBundles(new KnownBundles(DATABASE.client()), this.clock);

	final PublishedBundle own = new PublishedBundle(this.home.bundle());

	FederationFixture() {
		DATABASE.client().sql("delete from federated_bundle").update();
	}

	Federation federation(Relationship... relationships) {
		new InitialBundles(this.bundles).open(List.of(relationships));
		return new Federation(List.of(relationships), this.bundles,
				new BundleRefresh(this.bundles, this.own, this.clock), new FederationMetrics(this.meters), this.clock);
	}

	/** A certificate for a host, as Web PKI has them. */
	static TestSvid hostCertificate(TestCa authority, String host) {
		return authority.issue(
				CertificateRecipe.leaf(InstantSource.system().instant(), "unused:").uris().dns(host).subject("CN=web"),
				TestKeys.p256());
	}

	static Path roots(Path directory, TestCa authority) throws Exception {
		return Files.writeString(directory.resolve("web-roots.pem"),
				new TestSvid(List.of(authority.root()), TestKeys.p256().getPrivate()).chainPem());
	}

	static Path mount(Path directory, TrustBundle bundle) throws IOException {
		return Files.writeString(directory.resolve("initial-%s.json".formatted(bundle.trustDomain())),
				SpiffeBundleFormat.write(bundle));
	}

	static TrustBundle bundle(TestCa ca, long sequence, X509Certificate... more) {
		Set<X509Certificate> roots = new LinkedHashSet<>(Set.of(ca.root()));
		roots.addAll(List.of(more));
		return new TrustBundle(ca.bundle().trustDomain(), roots, sequence, Duration.ofMinutes(5));
	}

	static TrustBundle revoked(TestCa ca, long sequence) {
		return new TrustBundle(ca.bundle().trustDomain(), Set.of(), Map.<String, PublicKey>of(), Distrust.NONE,
				sequence, Duration.ofMinutes(5));
	}

	double refreshes(RefreshResult result) {
		return this.meters
			.counter("federated_bundle_refreshes", "trust_domain", PARTNER.getName(), "result", result.code())
			.count();
	}

}
