package io.cosymesh.webui.access.key;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.mesh.problem.ProblemException;
import io.cosymesh.webui.access.Account;
import io.cosymesh.webui.access.Scope;
import io.cosymesh.webui.access.SignedIn;
import io.cosymesh.webui.access.audit.TestTrail;
import io.cosymesh.webui.access.database.TestDatabase;
import io.cosymesh.webui.access.people.Person;
import io.cosymesh.webui.access.people.Role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class KeysTests {

	private static final Account ROOT = new Account("default", "root", EnumSet.allOf(Scope.class));

	private static final Account BOSS = new Account("acme", "boss", EnumSet.allOf(Scope.class));

	private static final Account ADA = new Account("acme", "ada", Set.of(Scope.SPEECH, Scope.VOICES));

	private static final String SPEAKS = "{\"name\": \"CI\", \"scopes\": [\"speech\"]}";

	private final MovableClock clock = new MovableClock(Instant.parse("2026-01-01T12:00:00Z"));

	private final TestDatabase database = TestDatabase.inMemory();

	private final TestTrail trail = TestTrail.in(this.database, this.clock);

	private final KeyRig rig = new KeyRig(this.database, this.trail, this.clock);

	@Test
	void keyLetsItsOwnerInWithItsScopes() {
		String key = this.rig.create(ADA, SPEAKS);
		assertThat(key).matches("cm_[0-9a-f]{16}_[0-9a-f]{64}");
		assertThat(this.rig.enter(key)).map(SignedIn::account)
			.contains(new Account("acme", "ada", Set.of(Scope.SPEECH)));
		assertThat(this.rig.enter(key)).map(SignedIn::reference).contains("key:" + KeyRig.id(key));
	}

	@Test
	void whatIsNotTheKeyLetsNobodyIn() {
		String key = this.rig.create(ADA, SPEAKS);
		String otherSecret = key.substring(0, key.length() - 1) + (key.endsWith("0") ? '1' : '0');
		for (String wrong : List.of(otherSecret, key + "0", key.toUpperCase(),
				"cm_" + "0".repeat(16) + "_" + "0".repeat(64), "", "cm__")) {
			assertThat(this.rig.enter(wrong)).isEmpty();
		}
	}

	@Test
	void secretIsNowhereInTheDatabase() {
		String key = this.rig.create(ADA, SPEAKS);
		String secret = KeyToken.parse(key).orElseThrow().secret();
		List<Map<String, Object>> rows = this.database.jdbc().sql("select * from api_key").query().listOfRows();
		assertThat(rows.toString()).contains(KeyRig.id(key)).doesNotContain(secret);
		assertThat(this.trail.events().toString()).contains(KeyRig.id(key)).doesNotContain(secret);
	}

	@Test
	void revokedKeyIsRefusedAtOnce() {
		String key = this.rig.create(ADA, SPEAKS);
		assertThat(this.rig.enter(key)).isPresent();
		this.rig.revoke(ADA, KeyRig.id(key));
		assertThat(this.rig.enter(key)).isEmpty();
		assertThat(this.trail.events().getFirst()).startsWith("key-revoked done key:" + KeyRig.id(key));
	}

	@Test
	void keyEndsWhenItExpires() {
		String key = this.rig.create(ADA,
				"{\"name\": \"n\", \"scopes\": [\"speech\"], \"expiresAt\": \"2026-01-01T13:00:00Z\"}");
		this.clock.advance(Duration.ofMinutes(59));
		assertThat(this.rig.enter(key)).isPresent();
		this.clock.advance(Duration.ofMinutes(1));
		assertThat(this.rig.enter(key)).isEmpty();
	}

	@Test
	void rotationEndsTheOldSecret() {
		String old = this.rig.create(ADA, SPEAKS);
		assertThat(this.rig.enter(old)).isPresent();
		String fresh = this.rig.rotate(ADA, KeyRig.id(old), null);
		assertThat(KeyRig.id(fresh)).isEqualTo(KeyRig.id(old));
		assertThat(this.rig.enter(old)).isEmpty();
		assertThat(this.rig.enter(fresh)).isPresent();
	}

	@Test
	void rotationWithGraceTakesTheOldSecretThatLong() {
		String old = this.rig.create(ADA, SPEAKS);
		String fresh = this.rig.rotate(ADA, KeyRig.id(old), Duration.ofHours(1));
		assertThat(this.rig.enter(old)).isPresent();
		this.clock.advance(Duration.ofHours(1));
		assertThat(this.rig.enter(old)).isEmpty();
		assertThat(this.rig.enter(fresh)).isPresent();
	}

	@Test
	void keyIsUsedAsOftenAsItsRateAllows() {
		String key = this.rig.create(ADA, "{\"name\": \"n\", \"scopes\": [\"speech\"], \"requestsPerMinute\": 2}");
		this.rig.enter(key);
		this.rig.enter(key);
		assertRefused("key-rate-limited", () -> this.rig.enter(key), "30");
		this.clock.advance(Duration.ofSeconds(30));
		assertThat(this.rig.enter(key)).isPresent();
	}

	@Test
	void dayOfAKeyIsThatOfAllReplicasTogether() {
		String key = this.rig.create(ADA, "{\"name\": \"n\", \"scopes\": [\"speech\"], \"requestsPerDay\": 3}");
		KeyRig other = new KeyRig(this.database, this.trail, this.clock);
		this.rig.enter(key);
		this.rig.enter(key);
		this.rig.uses.flush();
		assertThat(other.enter(key)).isPresent();
		assertRefused("key-quota-used", () -> other.enter(key), "43200");
		other.uses.flush();
		KeyRig restarted = new KeyRig(this.database, this.trail, this.clock);
		assertRefused("key-quota-used", () -> restarted.enter(key), "43200");
		this.clock.advance(Duration.ofHours(12));
		assertThat(restarted.enter(key)).isPresent();
	}

	@Test
	void useIsWrittenDown() {
		String key = this.rig.create(ADA, SPEAKS);
		assertThat(this.rig.keys.get(ADA, KeyRig.id(key)).lastUsedAt()).isNull();
		this.clock.advance(Duration.ofMinutes(1));
		this.rig.enter(key);
		this.rig.uses.flush();
		assertThat(this.rig.keys.get(ADA, KeyRig.id(key)).lastUsedAt()).isEqualTo(this.clock.instant());
	}

	@Test
	void roleOfTheOwnerBoundsTheKey() {
		Person root = this.rig.people.add("default", "root", Role.ADMIN, this.clock.instant());
		this.rig.people.add("acme", "boss", Role.ADMIN, this.clock.instant());
		String key = this.rig.create(BOSS, "{\"name\": \"n\", \"scopes\": [\"speech\", \"admin\"]}");
		assertThat(this.rig.enter(key)).map((in) -> in.account().scopes()).contains(Set.of(Scope.SPEECH, Scope.ADMIN));
		this.rig.people.change(root, "boss", "{\"role\": \"member\"}");
		assertThat(this.rig.enter(key)).map((in) -> in.account().scopes()).contains(Set.of(Scope.SPEECH));
		this.rig.people.change(root, "boss", "{\"enabled\": false}");
		assertThat(this.rig.enter(key)).isEmpty();
	}

	@Test
	void keysGoWithTheirOwner() {
		Person root = this.rig.people.add("default", "root", Role.ADMIN, this.clock.instant());
		this.rig.people.add("acme", "ada", Role.MEMBER, this.clock.instant());
		String key = this.rig.create(ADA, SPEAKS);
		assertThat(this.rig.enter(key)).isPresent();
		this.rig.people.delete(root, "ada");
		assertThat(this.rig.enter(key)).isEmpty();
		this.rig.people.add("acme", "ada", Role.MEMBER, this.clock.instant());
		assertThat(this.rig.enter(key)).isEmpty();
	}

	@Test
	void nobodyGivesAwayMoreThanTheyHave() {
		assertRefused("scope-beyond", () -> this.rig.create(ADA, "{\"name\": \"n\", \"scopes\": [\"admin\"]}"), null);
		assertRefused("other-owner",
				() -> this.rig.create(ADA, "{\"name\": \"n\", \"scopes\": [\"speech\"], \"owner\": \"boss\"}"), null);
		assertRefused("other-tenant",
				() -> this.rig.create(BOSS, "{\"name\": \"n\", \"scopes\": [\"speech\"], \"tenant\": \"globex\"}"),
				null);
		String key = this.rig.create(ROOT,
				"{\"name\": \"n\", \"scopes\": [\"speech\"], \"tenant\": \"globex\", \"owner\": \"eve\"}");
		assertThat(this.rig.enter(key)).map((in) -> in.account().tenant()).contains("globex");
	}

	@Test
	void keysOfOthersAreUnknown() {
		String key = this.rig.create(BOSS, SPEAKS);
		Account eve = new Account("globex", "boss", EnumSet.allOf(Scope.class));
		for (Account stranger : List.of(ADA, eve)) {
			assertRefused("key-not-found", () -> this.rig.keys.get(stranger, KeyRig.id(key)), null);
			assertRefused("key-not-found", () -> this.rig.rotate(stranger, KeyRig.id(key), null), null);
			assertRefused("key-not-found", () -> this.rig.revoke(stranger, KeyRig.id(key)), null);
		}
		assertThat(this.rig.keys.get(ROOT, KeyRig.id(key))).isNotNull();
	}

	@Test
	void ownerHasSoManyKeysAtMost() {
		for (int made = 0; made < 3; made++) {
			this.rig.create(ADA, SPEAKS);
		}
		assertRefused("too-many-keys", () -> this.rig.create(ADA, SPEAKS), null);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"scopes\": [\"speech\"]}", "{\"name\": \"n\"}", "{\"name\": \"n\", \"scopes\": []}",
			"{\"name\": \"n\", \"scopes\": [\"everything\"]}", "{\"name\": \"\", \"scopes\": [\"speech\"]}",
			"{\"name\": \"a\\nb\", \"scopes\": [\"speech\"]}",
			"{\"name\": \"n\", \"scopes\": [\"speech\"], \"requestsPerMinute\": 0}",
			"{\"name\": \"n\", \"scopes\": [\"speech\"], \"requestsPerDay\": 1.5}",
			"{\"name\": \"n\", \"scopes\": [\"speech\"], \"expiresAt\": \"tomorrow\"}",
			"{\"name\": \"n\", \"scopes\": [\"speech\"], \"expiresAt\": \"2026-01-01T12:00:00Z\"}",
			"{\"name\": \"n\", \"scopes\": [\"speech\"], \"secret\": \"s\"}" })
	void keyThatCanNotBeIsRefusedByField(String json) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(() -> this.rig.create(ROOT, json))
			.satisfies((refusal) -> assertThat(refusal.getBody().getProperties()).containsKey("field"));
	}

	@Test
	void nothingThatHoldsASecretPrintsIt() {
		KeyToken token = KeyToken.make(new java.util.Random());
		StoredKey stored = new StoredKey(token.id(),
				KeyDraft.of(JsonMapper.shared().readTree(SPEAKS), ADA, this.clock.instant()), token.hash(),
				new StoredKey.Previous(token.hash(), this.clock.instant()), "ada", this.clock.instant(), null);
		assertThat(token.toString()).doesNotContain(token.secret());
		assertThat(stored.toString() + stored.previous()).doesNotContain(token.hash());
		assertThat(KeyDescription.of(stored, token).toString()).doesNotContain(token.secret());
	}

	private static void assertRefused(String type, Runnable attempt, String retryAfter) {
		assertThatExceptionOfType(ProblemException.class).isThrownBy(attempt::run).satisfies((refusal) -> {
			assertThat(refusal.getBody().getType()).hasToString(ProblemException.TYPE_PREFIX + type);
			assertThat(refusal.getHeaders().getFirst("Retry-After")).isEqualTo(retryAfter);
		});
	}

}
