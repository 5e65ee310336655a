package io.cosymesh.ca.attestation;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import io.cosymesh.ca.Noon;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;
import io.cosymesh.identity.test.MovableClock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UsedDocumentsTests {

	private static final WorkloadName BACKEND = TestSettings.workload("backend-api");

	private static final WorkloadName OTHER = TestSettings.workload("audio-processor");

	private final MovableClock clock = Noon.clock();

	private final TestDatabase database = database();

	TestDatabase database() {
		return new TestDatabase();
	}

	@Test
	void secondUseIsRefusedByEveryReplicaAndAfterARestart() {
		use(replica(100), BACKEND, "one");
		assertRefused(replica(100), BACKEND, "one", Refusal.TOKEN_REPLAYED);
	}

	@Test
	void idsOfDifferentWorkloadsAreDifferentDocuments() {
		UsedDocuments used = replica(100);
		use(used, BACKEND, "one");
		use(used, OTHER, "one");
		use(used, BACKEND, "two");
		assertRefused(used, OTHER, "one", Refusal.TOKEN_REPLAYED);
	}

	@Test
	void ofTwoHundredUsesAtOnceThroughTwoReplicasOneSucceeds() throws Exception {
		List<UsedDocuments> replicas = List.of(replica(1000), replica(1000));
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Callable<Boolean>> uses = replicas.stream()
				.flatMap((replica) -> Collections.nCopies(100, attempt(replica)).stream())
				.toList();
			assertThat(executor.invokeAll(uses)).hasSize(200).extracting(Future::get).containsOnlyOnce(true);
		}
	}

	@Test
	void whenFullRefusesRatherThanForgets() {
		UsedDocuments used = replica(2);
		use(used, BACKEND, "one");
		use(used, BACKEND, "two");
		assertRefused(used, BACKEND, "three", Refusal.ATTESTATION_OVERLOADED);
		used.forgetExpired();
		assertRefused(used, BACKEND, "three", Refusal.ATTESTATION_OVERLOADED);
		this.clock.advance(Duration.ofSeconds(126));
		used.forgetExpired();
		use(used, BACKEND, "three");
	}

	@Test
	void whatOtherReplicasRememberCountsToo() {
		use(replica(1), BACKEND, "one");
		UsedDocuments other = replica(1);
		other.forgetExpired();
		assertRefused(other, BACKEND, "two", Refusal.ATTESTATION_OVERLOADED);
	}

	@Test
	void expiredDocumentIsRememberedForAReplicaWhoseClockIsBehind() {
		UsedDocuments used = replica(100);
		use(used, BACKEND, "one");
		this.clock.advance(Duration.ofSeconds(100));
		used.forgetExpired();
		assertRefused(used, BACKEND, "one", Refusal.TOKEN_REPLAYED);
	}

	private Callable<Boolean> attempt(UsedDocuments used) {
		return () -> {
			try {
				use(used, BACKEND, "contended");
				return true;
			}
			catch (RefusedException ex) {
				assertThat(ex.refusal()).isEqualTo(Refusal.TOKEN_REPLAYED);
				return false;
			}
		};
	}

	private UsedDocuments replica(int capacity) {
		return new UsedDocuments(this.database.client(), this.clock, capacity);
	}

	private void use(UsedDocuments used, WorkloadName workload, String id) {
		used.use(workload, id, this.clock.instant().plusSeconds(65));
	}

	private void assertRefused(UsedDocuments used, WorkloadName workload, String id, Refusal refusal) {
		assertThatExceptionOfType(RefusedException.class).isThrownBy(() -> use(used, workload, id))
			.extracting(RefusedException::refusal)
			.isEqualTo(refusal);
	}

}
