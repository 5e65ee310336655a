package io.cosymesh.ca.attestation;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.StrictSpiffeId;
import io.cosymesh.identity.WorkloadName;

/**
 * The join tokens that are out, known by their hashes only.
 */
public final class JoinTokens {

	private final JdbcClient database;

	private final InstantSource clock;

	private final SecureRandom random;

	JoinTokens(JdbcClient database, InstantSource clock, SecureRandom random) {
		this.database = database;
		this.clock = clock;
		this.random = random;
	}

	/**
	 * Makes a token that proves a name once.
	 * @param workload the name
	 * @param ttl how long it can be used
	 * @return the token, which can't be had again
	 */
	public IssuedJoinToken issue(WorkloadName workload, Duration ttl) {
		JoinToken token = JoinToken.random(this.random);
		Instant expiry = this.clock.instant().plus(ttl).truncatedTo(ChronoUnit.MILLIS);
		this.database.sql("insert into join_token (token_hash, spiffe_id, expires_at) values (?, ?, ?)")
			.params(token.hash(), workload.toString(), utc(expiry))
			.update();
		return new IssuedJoinToken(token, workload, expiry);
	}

	/**
	 * Uses a token up.
	 * @param token the token
	 * @return the name that it proves
	 * @throws RefusedException if it is unknown, used or expired
	 */
	WorkloadName use(JoinToken token) {
		OffsetDateTime now = utc(this.clock.instant());
		// One statement decides: of any number of callers at once, one changes the row.
		int used = this.database
			.sql("update join_token set used_at = ? where token_hash = ? and used_at is null and expires_at > ?")
			.params(now, token.hash(), now)
			.update();
		Row row = find(token);
		if (used != 1) {
			throw row.used()
					? RefusedException.of(Refusal.JOIN_TOKEN_USED, "The join token has been used before.")
						.claiming(row.workload())
					: RefusedException.of(Refusal.JOIN_TOKEN_EXPIRED, "The join token has expired.")
						.claiming(row.workload());
		}
		return row.workload();
	}

	/** Lets a token work again that was used in vain. */
	void giveBack(String hash) {
		this.database.sql("update join_token set used_at = null where token_hash = ?").param(hash).update();
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
	void forgetExpired() {
		this.database.sql("delete from join_token where expires_at < ?")
			.param(utc(this.clock.instant().minus(Duration.ofDays(1))))
			.update();
	}

	private Row find(JoinToken token) {
		return this.database.sql("select spiffe_id, used_at is not null as used from join_token where token_hash = ?")
			.param(token.hash())
			.query((row, number) -> new Row(WorkloadName.of(StrictSpiffeId.parse(row.getString("spiffe_id"))),
					row.getBoolean("used")))
			.optional()
			.orElseThrow(() -> RefusedException.of(Refusal.JOIN_TOKEN_UNKNOWN, "No such join token is out."));
	}

	private static OffsetDateTime utc(Instant instant) {
		return instant.atOffset(ZoneOffset.UTC);
	}

	private record Row(WorkloadName workload, boolean used) {
	}

}
