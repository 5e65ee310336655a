package io.cosymesh.ca.authority.vault;

import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.authority.AuthorityFixture;
import io.cosymesh.ca.authority.RootLedger;
import io.cosymesh.identity.bundle.TrustBundle;
import io.cosymesh.identity.svid.ChainOfTrust;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An authority on a Vault, put together as the application does.
 */
final class VaultBench implements AutoCloseable {

	static final Duration LEAF = Duration.ofHours(1);

	private static final InstantSource CLOCK = InstantSource.system();

	private final ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();

	private final VaultSettings settings;

	private final VaultClient client;

	private final VaultAuthority authority;

	final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	VaultBench(VaultSettings settings, TestDatabase database) {
		this.settings = settings;
		this.scheduler.initialize();
		this.client = new VaultClient(settings, this.scheduler, CLOCK);
		Duration lead = (settings.publishAhead() != null) ? settings.publishAhead() : Duration.ofMinutes(15);
		this.authority = new VaultAuthority(this.client.pki(),
				new VaultRoots(this.client.pki(), settings.rootsFile(), TestSettings.DOMAIN, CLOCK),
				new RootLedger(database.client(), LEAF, lead, CLOCK), new AnswerChecks(TestSettings.DOMAIN),
				new VaultCondition(settings.uri().toString(), this.meters),
				new TrialRequests(TestSettings.CA.spiffeId()), LEAF, CLOCK);
	}

	VaultBench start() {
		new VaultStart(this.settings).requireWorking(this.authority);
		return this;
	}

	VaultAuthority authority() {
		return this.authority;
	}

	List<X509Certificate> issue() {
		return this.authority.issue(AuthorityFixture.request("backend-api", LEAF));
	}

	void assertTrusted(List<X509Certificate> chain) throws Exception {
		TrustBundle bundle = new TrustBundle(TestSettings.DOMAIN, this.authority.roots(), 1, Duration.ofMinutes(5));
		assertThat(ChainOfTrust.verify(chain, bundle, CLOCK.instant()))
			.isEqualTo(TestSettings.workload("backend-api").spiffeId());
	}

	static VaultSettings settings(VaultRig rig, AuthMethod method) {
		return settings(rig, method, rig.uri(), Duration.ofSeconds(1), null);
	}

	static VaultSettings settings(VaultRig rig, AuthMethod method, URI uri, Duration patience, Duration publishAhead) {
		return new VaultSettings(uri, rig.home().resolve("ca.pem"), "pki", "identity-ca", null, null,
				Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(30), patience, publishAhead,
				new VaultSettings.Auth(method, null, rig.home().resolve("token"), rig.home().resolve("role-id"),
						rig.home().resolve("secret-id"), "identity-ca", rig.home().resolve("jwt")));
	}

	@Override
	public void close() {
		this.client.close();
		this.scheduler.shutdown();
	}

}
