package io.cosymesh.webui.access.key;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.audit.AuditTrail;
import io.cosymesh.webui.access.audit.Origin;
import io.cosymesh.webui.access.database.DatabaseWork;
import io.cosymesh.webui.access.people.Person;
import io.cosymesh.webui.access.people.PersonListener;

/**
 * Makes, shows, rotates and revokes keys. All methods block.
 */
final class Keys implements PersonListener {

	private final KeyTable table;

	private final KeyCache cache;

	private final KeyProperties properties;

	private final AuditTrail audit;

	private final InstantSource clock;

	private final RandomGenerator random;

	Keys(KeyTable table, KeyCache cache, KeyProperties properties, AuditTrail audit, InstantSource clock,
			RandomGenerator random) {
		this.table = table;
		this.cache = cache;
		this.properties = properties;
		this.audit = audit;
		this.clock = clock;
		this.random = random;
	}

	KeyDescription create(Origin origin, KeyTerms terms) {
		if (this.table.count(terms.tenant(), terms.owner()) >= this.properties.perOwner()) {
			throw KeyProblems.tooMany(this.properties.perOwner());
		}
		KeyToken token = KeyToken.make(this.random);
		StoredKey key = new StoredKey(token.id(), terms, token.hash(), null, origin.actor(), this.clock.instant(),
				null);
		this.table.insert(key);
		this.audit.done(origin, "key-created", "key:%s owner=%s".formatted(key.id(), terms.owner()));
		changed(key.id());
		return KeyDescription.of(key, token);
	}

	List<StoredKey> page(KeySearch search) {
		return this.table.page(search);
	}

	StoredKey get(Account caller, String id) {
		return this.table.find(id).filter((key) -> isFor(caller, key.terms())).orElseThrow(KeyProblems::unknown);
	}

	KeyDescription rotate(Origin origin, Account caller, String id, Optional<Duration> grace) {
		StoredKey before = get(caller, id);
		Duration wanted = grace.orElse(this.properties.grace());
		Instant oldUntil = wanted.isPositive() ? this.clock.instant().plus(wanted) : null;
		KeyToken token = new KeyToken(id, "").withNewSecret(this.random);
		StoredKey after = before.rotated(token, oldUntil);
		if (!this.table.rotate(before, after)) {
			throw KeyProblems.rotatedMeanwhile();
		}
		this.audit.done(origin, "key-rotated", "key:%s grace=%ds".formatted(id, wanted.toSeconds()));
		changed(id);
		return KeyDescription.of(after, token);
	}

	void revoke(Origin origin, Account caller, String id) {
		StoredKey key = get(caller, id);
		this.table.delete(key.id());
		this.audit.done(origin, "key-revoked", "key:%s owner=%s".formatted(id, key.terms().owner()));
		changed(id);
	}

	/** The role bounds what the person's keys may do. */
	@Override
	public void changed(Person person) {
		this.table.idsOf(person.tenant(), person.name()).forEach(this::changed);
	}

	/** Nobody is left to answer for them, and the next of that name is somebody else. */
	@Override
	public void gone(Person person) {
		this.table.idsOf(person.tenant(), person.name()).forEach((id) -> {
			this.table.delete(id);
			this.audit.done(Origin.gateway(), "key-revoked", "key:%s owner=%s".formatted(id, person.name()));
			changed(id);
		});
	}

	private void changed(String id) {
		DatabaseWork.afterCommit(() -> this.cache.forget(id));
	}

	private static boolean isFor(Account caller, KeyTerms terms) {
		return caller.administers(terms.tenant())
				|| (caller.tenant().equals(terms.tenant()) && caller.name().equals(terms.owner()));
	}

}
