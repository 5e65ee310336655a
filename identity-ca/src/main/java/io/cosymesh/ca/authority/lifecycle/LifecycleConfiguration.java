package io.cosymesh.ca.authority.lifecycle;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

import io.cosymesh.ca.authority.AuthorityUnusableException;
import io.cosymesh.ca.authority.ConditionalOnIssuer;
import io.cosymesh.ca.authority.Issuer;
import io.cosymesh.ca.authority.IssuingAuthority;
import io.cosymesh.ca.authority.JwtAuthority;
import io.cosymesh.ca.bundle.PublishedBundle;
import io.cosymesh.ca.sealing.KeyEncryptionKey;
import io.cosymesh.ca.sealing.KeyEncryptionKeyFile;
import io.cosymesh.ca.settings.CaSettings;
import io.cosymesh.ca.state.StateDirectory;
import io.cosymesh.identity.WorkloadName;

/**
 * Opens the CA's own authorities: all of them, or the one for JWTs alone when somebody
 * else signs X509-SVIDs.
 */
@Configuration(proxyBeanMethods = false)
class LifecycleConfiguration {

	private static final String KEY_FILE = "key-encryption-key";

	private final SecureRandom random = new SecureRandom();

	@Bean
	KeyEncryptionKey keyEncryptionKey(LifecycleSettings settings, StateDirectory state, DataSource dataSource)
			throws SQLException {
		KeyEncryptionKeyFile file = new KeyEncryptionKeyFile(this.random);
		if (settings.keyEncryptionKey() != null) {
			return file.read(settings.keyEncryptionKey());
		}
		try (Connection connection = dataSource.getConnection()) {
			String product = connection.getMetaData().getDatabaseProductName();
			if (!product.equals("H2")) {
				throw KeyEncryptionKeyFile.missing(
						"The signing keys are in a %s database that several replicas share, sealed with a key that all of them need."
							.formatted(product));
			}
		}
		return file.readOrMake(state, KEY_FILE);
	}

	@Bean
	Authorities authorities(WorkloadName self, CaSettings settings, LifecycleSettings lifecycle, StateDirectory state,
			KeyEncryptionKey key, JdbcClient database, TransactionOperations transactions, InstantSource clock,
			Optional<OwnX509> x509) {
		AuthorityMint.Lifetimes lifetimes = new AuthorityMint.Lifetimes(settings.authority().rootTtl(),
				settings.authority().intermediateTtl(), lifecycle.jwtKeyTtl());
		requireRoomForLeaves(lifetimes, settings.svidTtl());
		AuthorityMint mint = new AuthorityMint(self.trustDomain(), lifetimes, this.random);
		Set<AuthorityKind> managed = x509.isPresent() ? EnumSet.allOf(AuthorityKind.class)
				: EnumSet.of(AuthorityKind.JWT);
		RotationSchedule schedule = new RotationSchedule(managed, Waits.of(settings), mint::intermediateEnd,
				lifecycle.replaceExpiredRoot());
		Optional<SealedKeys> previous = Optional.ofNullable(lifecycle.previousKeyEncryptionKey())
			.map((file) -> new SealedKeys(new KeyEncryptionKeyFile(this.random).read(file)));
		Optional<AuthorityFiles> files = x509
			.map((own) -> new AuthorityFiles(new SignerFiles(state.directory("authority")), self.trustDomain()));
		return new AuthorityOpening(new AuthorityLedger(database, transactions), new SealedKeys(key), mint, schedule,
				clock)
			.open(previous.orElse(null), files, new SignerChecks(self.trustDomain()));
	}

	@Bean
	@ConditionalOnIssuer(Issuer.BUILT_IN)
	OwnX509 ownX509() {
		return new OwnX509();
	}

	@Bean
	@ConditionalOnIssuer(Issuer.BUILT_IN)
	IssuingAuthority issuingAuthority(Authorities authorities, CaSettings settings, InstantSource clock) {
		return new BuiltInAuthority(authorities, settings.svidTtl(), clock, this.random);
	}

	@Bean
	JwtAuthority jwtAuthority(Authorities authorities, InstantSource clock) {
		return new BuiltInJwtAuthority(authorities, clock);
	}

	@Bean
	AuthorityRotator authorityRotator(Authorities authorities, PublishedBundle bundle) {
		return new AuthorityRotator(authorities, bundle);
	}

	@Bean
	AuthorityMetrics authorityMetrics(Authorities authorities, IssuingAuthority issuer, PublishedBundle bundle,
			InstantSource clock) {
		return new AuthorityMetrics(authorities, issuer, bundle, clock);
	}

	private static void requireRoomForLeaves(AuthorityMint.Lifetimes lifetimes, Duration svidTtl) {
		requireRoomForLeaves("root-ttl", lifetimes.root(), svidTtl);
		requireRoomForLeaves("intermediate-ttl", lifetimes.intermediate(), svidTtl);
		requireRoomForLeaves("jwt-key-ttl", lifetimes.jwt(), svidTtl);
	}

	private static void requireRoomForLeaves(String name, Duration ttl, Duration svidTtl) {
		Duration least = svidTtl.multipliedBy(RotationSchedule.OVERLAP_SHARE);
		if (ttl.compareTo(least) < 0) {
			throw new AuthorityUnusableException(
					"cosymesh.ca.authority.%s is %s, less than six times cosymesh.ca.svid-ttl (%s).".formatted(name,
							ttl, svidTtl),
					"Raise it to %s or more, or lower svid-ttl.".formatted(least));
		}
	}

	/** Says that the CA's own authorities sign X509-SVIDs. */
	record OwnX509() {
	}

}
