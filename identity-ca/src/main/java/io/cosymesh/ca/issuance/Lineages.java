package io.cosymesh.ca.issuance;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import io.spiffe.spiffeid.SpiffeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionOperations;

import io.cosymesh.ca.attestation.Attestation;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.StrictSpiffeId;
import io.cosymesh.identity.WorkloadName;

/**
 * Who may renew: the current SVID of a lineage, or the one before it, whose holder may
 * have missed the answer. Any other SVID means that two parties hold keys of one lineage,
 * so nobody renews in it any more and its workload has to attest anew.
 */
final class Lineages {

	private static final Logger logger = LoggerFactory.getLogger(Lineages.class);

	private final JdbcClient database;

	private final TransactionOperations transactions;

	private final InstantSource clock;

	Lineages(JdbcClient database, TransactionOperations transactions, InstantSource clock) {
		this.database = database;
		this.transactions = transactions;
		this.clock = clock;
	}

	/**
	 * Begins a lineage; the earlier one of the same instance ends.
	 * @param attestation what was proved
	 * @param leaf the first SVID
	 */
	void begin(Attestation attestation, X509Certificate leaf) {
		try {
			this.transactions.executeWithoutResult((transaction) -> replace(attestation, leaf));
		}
		catch (DuplicateKeyException ex) {
			// Someone began the same lineage at the same moment; now there is one to
			// replace.
			this.transactions.executeWithoutResult((transaction) -> replace(attestation, leaf));
		}
	}

	/**
	 * Finds the lineage of an SVID that asks for renewal.
	 * @param id the SVID's name
	 * @param serial the SVID's serial
	 * @return the lineage
	 * @throws RefusedException if the SVID may not renew
	 */
	Lineage require(SpiffeId id, BigInteger serial) {
		Row row = find(serial).filter((found) -> found.attestation().workload().spiffeId().equals(id))
			.orElseThrow(() -> broken("The SVID belongs to no lineage, or an attestation since began a new one."));
		if (row.mayRenew(hex(serial))) {
			return new Lineage(row.id(), row.attestation());
		}
		if (!row.broken()) {
			logger.warn("event=lineage-broken compromise=possible spiffeId={} serial={} currentSerial={} attestor={}",
					id, hex(serial), row.currentSerial(), row.attestation().attestor());
			this.database.sql("update lineage set broken = true where id = ?").param(row.id()).update();
		}
		throw broken("Another holder of this lineage's keys has renewed since.");
	}

	/**
	 * Finds the lineage of an SVID that asks for something else than renewal. An older
	 * SVID of a connection that has outlived it is no sign of a thief.
	 * @param id the SVID's name
	 * @param serial the SVID's serial
	 * @return the lineage
	 * @throws RefusedException if it is not among those that may renew
	 */
	Lineage find(SpiffeId id, BigInteger serial) {
		return find(serial)
			.filter((found) -> found.attestation().workload().spiffeId().equals(id) && found.mayRenew(hex(serial)))
			.map((found) -> new Lineage(found.id(), found.attestation()))
			.orElseThrow(() -> broken("The SVID of this connection is not the newest of its lineage."));
	}

	/**
	 * Makes a new SVID the current one.
	 * @param lineage the lineage
	 * @param presented serial of the SVID that asked
	 * @param next the new SVID
	 * @throws RefusedException if somebody else was faster
	 */
	void advance(Lineage lineage, BigInteger presented, X509Certificate next) {
		this.transactions.executeWithoutResult((transaction) -> {
			int advanced = this.database.sql("""
					update lineage set current_serial = ?, previous_serial = ?, expires_at = ?
					where id = ? and not broken and ? in (current_serial, previous_serial)""")
				.params(hex(next.getSerialNumber()), hex(presented), expiry(next), lineage.id(), hex(presented))
				.update();
			if (advanced != 1) {
				throw broken("The lineage has changed meanwhile.");
			}
			remember(lineage.id(), next);
		});
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
	void forgetExpired() {
		OffsetDateTime now = this.clock.instant().atOffset(ZoneOffset.UTC);
		this.database.sql("delete from lineage_svid where expires_at < ?").param(now).update();
		this.database.sql("delete from lineage where expires_at < ?").param(now).update();
	}

	// The row stays and changes, so that any number of replicas take turns on its lock.
	private void replace(Attestation attestation, X509Certificate leaf) {
		UUID id = UUID.randomUUID();
		int replaced = this.database.sql("""
				update lineage
				set id = ?, current_serial = ?, previous_serial = null, broken = false, expires_at = ?
				where attestor = ? and instance = ? and spiffe_id = ?""")
			.params(id, hex(leaf.getSerialNumber()), expiry(leaf), attestation.attestor(), attestation.instance(),
					attestation.workload().toString())
			.update();
		if (replaced == 0) {
			this.database.sql("""
					insert into lineage (id, attestor, instance, spiffe_id, current_serial, expires_at)
					values (?, ?, ?, ?, ?, ?)""")
				.params(id, attestation.attestor(), attestation.instance(), attestation.workload().toString(),
						hex(leaf.getSerialNumber()), expiry(leaf))
				.update();
		}
		remember(id, leaf);
	}

	private void remember(UUID lineage, X509Certificate leaf) {
		this.database.sql("insert into lineage_svid (serial, lineage_id, expires_at) values (?, ?, ?)")
			.params(hex(leaf.getSerialNumber()), lineage, expiry(leaf))
			.update();
	}

	private Optional<Row> find(BigInteger serial) {
		return this.database.sql("""
				select l.id, l.attestor, l.instance, l.spiffe_id, l.current_serial, l.previous_serial, l.broken
				from lineage l join lineage_svid s on s.lineage_id = l.id where s.serial = ?""")
			.param(hex(serial))
			.query((row, number) -> new Row(row.getObject("id", UUID.class),
					new Attestation(WorkloadName.of(StrictSpiffeId.parse(row.getString("spiffe_id"))),
							row.getString("attestor"), row.getString("instance")),
					row.getString("current_serial"), Optional.ofNullable(row.getString("previous_serial")),
					row.getBoolean("broken")))
			.optional();
	}

	private static RefusedException broken(String detail) {
		return RefusedException.of(Refusal.LINEAGE_BROKEN, detail);
	}

	private static String hex(BigInteger serial) {
		return serial.toString(16);
	}

	private static OffsetDateTime expiry(X509Certificate leaf) {
		return leaf.getNotAfter().toInstant().atOffset(ZoneOffset.UTC);
	}

	private record Row(UUID id, Attestation attestation, String currentSerial, Optional<String> previousSerial,
			boolean broken) {

		boolean mayRenew(String serial) {
			return !this.broken
					&& (serial.equals(this.currentSerial) || this.previousSerial.filter(serial::equals).isPresent());
		}

	}

}
