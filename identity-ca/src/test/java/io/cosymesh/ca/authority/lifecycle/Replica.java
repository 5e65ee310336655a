package io.cosymesh.ca.authority.lifecycle;

import java.security.cert.X509Certificate;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.authority.AuthorityFixture;
import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.authority.JwtAuthority;
import io.cosymesh.ca.bundle.BundleFixture;
import io.cosymesh.ca.sealing.KeyEncryptionKey;
import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.ca.state.StateDirectory;
import io.cosymesh.identity.bundle.TrustBundle;

/**
 * The authorities and the bundle of one running CA, whose timers tick when told to.
 */
public final class Replica {

	private final Authorities authorities;

	private final IssuingAuthority issuer;

	private final JwtAuthority jwt;

	private final BundleFixture bundle;

	private final AuthorityRotator rotator;

	public Replica(CaSettings settings, TestDatabase database, InstantSource clock) {
		this(settings, new LifecycleSettings(null, null, Duration.ofDays(30), false), database, clock);
	}

	Replica(CaSettings settings, LifecycleSettings lifecycle, TestDatabase database, InstantSource clock) {
		LifecycleConfiguration configuration = new LifecycleConfiguration();
		StateDirectory state = StateDirectory.open(settings.stateDirectory());
		KeyEncryptionKey key = key(configuration, lifecycle, state, database);
		this.authorities = configuration.authorities(TestSettings.CA, settings, lifecycle, state, key,
				database.client(), database.transactions(), clock, Optional.of(new LifecycleConfiguration.OwnX509()));
		this.issuer = configuration.issuingAuthority(this.authorities, settings, clock);
		this.jwt = configuration.jwtAuthority(this.authorities, clock);
		this.bundle = new BundleFixture(this.issuer, this.jwt, settings, database, clock);
		this.rotator = configuration.authorityRotator(this.authorities, this.bundle.published());
	}

	public IssuingAuthority issuer() {
		return this.issuer;
	}

	JwtAuthority jwt() {
		return this.jwt;
	}

	Authorities authorities() {
		return this.authorities;
	}

	TrustBundle bundle() {
		return this.bundle.published().current();
	}

	/** What the timers do every second. */
	void tick() {
		this.rotator.look();
		this.bundle.poll();
		this.rotator.look();
	}

	AuthorityStatus status(AuthorityKind kind, AuthorityState state) {
		return this.authorities.list()
			.stream()
			.filter((status) -> status.kind().equals(kind.label()) && status.state().equals(state.label()))
			.findFirst()
			.orElseThrow();
	}

	List<AuthorityState> states(AuthorityKind kind) {
		return this.authorities.set().of(kind).map(Authority::state).toList();
	}

	List<X509Certificate> leaf() {
		return leaf(Duration.ofDays(1));
	}

	List<X509Certificate> leaf(Duration ttl) {
		return this.issuer.issue(AuthorityFixture.request("backend-api", ttl));
	}

	private static KeyEncryptionKey key(LifecycleConfiguration configuration, LifecycleSettings lifecycle,
			StateDirectory state, TestDatabase database) {
		try {
			return configuration.keyEncryptionKey(lifecycle, state, database.dataSource());
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
