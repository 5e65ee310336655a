package io.cosymesh.ca.attestation;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;

import io.spiffe.spiffeid.SpiffeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.cosymesh.ca.Keys;
import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class WorkloadKeysTests {

	private static final WorkloadName BACKEND = TestSettings.workload("backend-api");

	private static final SpiffeId OPERATOR = TestSettings.workload("operator").spiffeId();

	@TempDir
	private Path home;

	private final MovableClock clock = Noon.clock();

	private final TestDatabase database = database();

	TestDatabase database() {
		return new TestDatabase();
	}

	@Test
	void registeredKeyIsListedWithItsOperator() {
		WorkloadKey key = register(Keys.ed25519());
		assertThat(key.algorithm()).isEqualTo("EdDSA");
		assertThat(key.registeredBy()).isEqualTo(OPERATOR.toString());
		assertThat(key.registeredAt()).isEqualTo(this.clock.instant());
		assertThat(keys().of(BACKEND)).containsExactly(key);
		assertThat(keys().of(TestSettings.workload("other"))).isEmpty();
	}

	@Test
	void everyReplicaSeesAChangeAtOnce() {
		WorkloadKeys other = keys();
		WorkloadKey key = register(Keys.p256());
		assertThat(other.ring(BACKEND).contains(key.thumbprint())).isTrue();
		keys().remove(BACKEND, (any) -> true, OPERATOR);
		assertThat(other.ring(BACKEND).contains(key.thumbprint())).isFalse();
	}

	@Test
	void registeringTwiceChangesNothing() {
		KeyPair pair = Keys.p256();
		WorkloadKey first = register(pair);
		this.clock.advance(Duration.ofHours(1));
		assertThat(register(pair)).isEqualTo(first);
	}

	@Test
	void removedKeyIsRememberedUntilItIsRegisteredAgain() {
		KeyPair pair = Keys.p256();
		register(pair);
		this.clock.advance(Duration.ofHours(1));
		List<WorkloadKey> removed = keys().remove(BACKEND, (key) -> true, OPERATOR);
		assertThat(removed).singleElement().satisfies((key) -> {
			assertThat(key.counts()).isFalse();
			assertThat(key.removedAt()).isEqualTo(this.clock.instant());
		});
		assertThat(keys().remove(BACKEND, (key) -> true, OPERATOR)).isEmpty();
		assertThat(keys().all()).isEqualTo(removed);
		assertThat(register(pair).counts()).isTrue();
	}

	@Test
	void keysOfTheFileAndOfTheOperatorCountTogether() throws Exception {
		Path file = Keys.register(this.home, BACKEND, Keys.p256().getPublic());
		Files.writeString(file, Files.readString(file) + Keys.pem("PUBLIC KEY", Keys.p256().getPublic()));
		register(Keys.p256());
		Keys.register(this.home, TestSettings.workload("alone"), Keys.p256().getPublic());
		Files.writeString(this.home.resolve("cosymesh/Not A Name.pem"), "x");
		assertThat(keys().ring(BACKEND).registered()).hasSize(3);
		assertThat(keys().all()).extracting((key) -> key.workload().serviceAccount())
			.containsExactly("alone", "backend-api", "backend-api", "backend-api");
	}

	@Test
	void fileThatCannotBeReadLeavesTheOperatorsKeysInForce() throws Exception {
		WorkloadKey key = register(Keys.p256());
		Files.createDirectories(this.home.resolve("cosymesh"));
		Files.writeString(this.home.resolve("cosymesh/backend-api.pem"), "garbage");
		assertThat(keys().ring(BACKEND).contains(key.thumbprint())).isTrue();
		keys().remove(BACKEND, (any) -> true, OPERATOR);
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> keys().ring(BACKEND))
			.extracting(RefusedException::refusal)
			.isEqualTo(Refusal.REGISTRATION_UNUSABLE);
	}

	@Test
	void onlyOnePublicKeyOfAKnownKindCanBeRegistered() {
		assertThatIllegalArgumentException().isThrownBy(() -> register(Keys.rsa(2048)));
		assertThatIllegalArgumentException().isThrownBy(() -> register(Keys.ec("secp384r1")));
		assertThatIllegalArgumentException().isThrownBy(() -> keys().register(BACKEND, "", OPERATOR));
		String pem = Keys.pem("PUBLIC KEY", Keys.p256().getPublic());
		assertThatIllegalArgumentException().isThrownBy(() -> keys().register(BACKEND, pem + pem, OPERATOR));
		String secret = Keys.pem("PRIVATE KEY", Keys.p256().getPrivate());
		assertThatIllegalArgumentException().isThrownBy(() -> keys().register(BACKEND, secret, OPERATOR))
			.satisfies((ex) -> assertThat(ex.toString()).doesNotContain(secret.lines().toList().get(1)));
	}

	@Test
	void workloadHasAtMostEightKeys() {
		for (int i = 0; i < WorkloadKeys.MOST_KEYS; i++) {
			register(Keys.p256());
		}
		assertThatExceptionOfType(WorkloadKeys.TooManyKeysException.class).isThrownBy(() -> register(Keys.p256()));
	}

	private WorkloadKey register(KeyPair pair) {
		return keys().register(BACKEND, Keys.pem("PUBLIC KEY", pair.getPublic()), OPERATOR);
	}

	private WorkloadKeys keys() {
		return TestKeys.in(this.home, this.database, this.clock);
	}

}
