package io.cosymesh.webui.access.key;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.SignedIn;
import io.cosymesh.webui.access.audit.TestTrail;
import io.cosymesh.webui.access.database.TestDatabase;
import io.cosymesh.webui.access.people.TestPeople;

/**
 * The keys of one process on a test's database.
 */
final class KeyRig {

	private static final KeyProperties PROPERTIES = new KeyProperties(Duration.ofMinutes(5), Duration.ofSeconds(2),
			Duration.ofSeconds(2), Duration.ZERO, 3);

	final KeyUses uses;

	final Keys keys;

	final KeyCache cache;

	final TestPeople people;

	private final KeyGate gate;

	private final TestDatabase database;

	private final InstantSource clock;

	KeyRig(TestDatabase database, TestTrail trail, InstantSource clock) {
		this.database = database;
		this.clock = clock;
		KeyTable table = new KeyTable(database.jdbc());
		this.uses = new KeyUses(table, database.work(), clock);
		this.cache = new KeyCache(table, this.uses, database.work(), PROPERTIES.cache());
		this.keys = new Keys(table, this.cache, PROPERTIES, trail.trail(), clock, new Random());
		this.gate = new KeyGate(new FileKey(Optional.empty(), new Random(), clock), this.cache, this.uses, clock);
		this.people = TestPeople.in(database, trail, clock, List.of(this.keys));
	}

	/** Makes a key as somebody and returns it as it is told. */
	String create(Account creator, String json) {
		return told(this.database.work()
			.inTransaction(() -> this.keys.create(TestTrail.by(creator.tenant(), creator.name()),
					KeyDraft.of(JsonMapper.shared().readTree(json), creator, this.clock.instant()))));
	}

	String rotate(Account caller, String id, Duration grace) {
		return told(this.database.work()
			.inTransaction(() -> this.keys.rotate(TestTrail.by(caller.tenant(), caller.name()), caller, id,
					Optional.ofNullable(grace))));
	}

	void revoke(Account caller, String id) {
		this.database.work().inTransaction(() -> {
			this.keys.revoke(TestTrail.by(caller.tenant(), caller.name()), caller, id);
			return id;
		});
	}

	Optional<SignedIn> enter(String key) {
		return this.gate.enter(key).blockOptional();
	}

	static String id(String key) {
		return KeyToken.parse(key).orElseThrow().id();
	}

	private static String told(KeyDescription description) {
		return description.key();
	}

}
