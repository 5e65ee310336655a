package io.cosymesh.ca.attestation;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;

import io.cosymesh.ca.Noon;
import io.cosymesh.identity.test.MovableClock;
import io.cosymesh.ca.TestDatabase;
import io.cosymesh.ca.TestSettings;
import io.cosymesh.ca.refusal.Refusal;
import io.cosymesh.ca.refusal.RefusedException;
import io.cosymesh.identity.WorkloadName;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JoinTokenAttestorTests {

	private static final WorkloadName BACKEND = TestSettings.workload("backend-api");

	private final MovableClock clock = Noon.clock();

	private final TestDatabase database = database();

	private final JoinTokens tokens = new JoinTokens(this.database.client(), this.clock, new SecureRandom());

	private final JoinTokenAttestor attestor = new JoinTokenAttestor(this.tokens);

	TestDatabase database() {
		return new TestDatabase();
	}

	@Test
	void tokenProvesTheNameItWasIssuedFor() {
		IssuedJoinToken issued = this.tokens.issue(BACKEND, Duration.ofMinutes(10));
		assertThat(issued.expiry()).isEqualTo(this.clock.instant().plusSeconds(600));
		assertThat(attest(issued).workload()).isEqualTo(BACKEND);
	}

	@Test
	void tokenIsGoodForOneUse() {
		IssuedJoinToken issued = this.tokens.issue(BACKEND, Duration.ofMinutes(10));
		attest(issued);
		assertRefused(issued.token(), Refusal.JOIN_TOKEN_USED);
	}

	@Test
	void tokenThatIsGivenBackWorksOnceMore() {
		IssuedJoinToken issued = this.tokens.issue(BACKEND, Duration.ofMinutes(10));
		this.attestor.giveBack(attest(issued));
		attest(issued);
		assertRefused(issued.token(), Refusal.JOIN_TOKEN_USED);
	}

	@Test
	void tokenThatIsGivenBackStillExpires() {
		IssuedJoinToken issued = this.tokens.issue(BACKEND, Duration.ofMinutes(10));
		Attestation attestation = attest(issued);
		this.clock.advance(Duration.ofMinutes(10));
		this.attestor.giveBack(attestation);
		assertRefused(issued.token(), Refusal.JOIN_TOKEN_EXPIRED);
	}

	@Test
	void expiredTokenIsRefused() {
		IssuedJoinToken issued = this.tokens.issue(BACKEND, Duration.ofMinutes(10));
		this.clock.advance(Duration.ofMinutes(10));
		assertRefused(issued.token(), Refusal.JOIN_TOKEN_EXPIRED);
	}

	@Test
	void tokenNobodyIssuedIsRefused() {
		assertRefused(JoinToken.random(new SecureRandom()), Refusal.JOIN_TOKEN_UNKNOWN);
	}

	@Test
	void ofFiftyConcurrentUsesOneSucceeds() throws Exception {
		IssuedJoinToken issued = this.tokens.issue(BACKEND, Duration.ofMinutes(10));
		Callable<Boolean> use = () -> {
			try {
				attest(issued);
				return true;
			}
			catch (RefusedException ex) {
				assertThat(ex.refusal()).isEqualTo(Refusal.JOIN_TOKEN_USED);
				return false;
			}
		};
		try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
			List<Future<Boolean>> uses = executor.invokeAll(Collections.nCopies(50, use));
			assertThat(uses).extracting(Future::get).containsOnlyOnce(true);
		}
	}

	@Test
	void tokenIsKeptAsHashOnly() {
		IssuedJoinToken issued = this.tokens.issue(BACKEND, Duration.ofMinutes(10));
		List<String> stored = this.database.client()
			.sql("select token_hash from join_token")
			.query(String.class)
			.list();
		assertThat(stored).containsExactly(issued.token().hash()).doesNotContain(issued.token().value());
	}

	@Test
	void tokenHas256RandomBitsAndNeverPrints() {
		JoinToken token = this.tokens.issue(BACKEND, Duration.ofMinutes(10)).token();
		assertThat(token.value()).matches("cosymesh-join-[A-Za-z0-9_-]{43}");
		assertThat(token).hasToString("JoinToken[******]");
		assertThat(new BearerDocument(token.value())).hasToString("BearerDocument[******]");
	}

	@Test
	void tokensLongExpiredAreForgotten() {
		IssuedJoinToken issued = this.tokens.issue(BACKEND, Duration.ofMinutes(10));
		this.clock.advance(Duration.ofDays(2));
		this.tokens.forgetExpired();
		assertRefused(issued.token(), Refusal.JOIN_TOKEN_UNKNOWN);
	}

	private Attestation attest(IssuedJoinToken issued) {
		return this.attestor.attest(new BearerDocument(issued.token().value()));
	}

	private void assertRefused(JoinToken token, Refusal refusal) {
		assertThatExceptionOfType(RefusedException.class)
			.isThrownBy(() -> this.attestor.attest(new BearerDocument(token.value())))
			.extracting(RefusedException::refusal)
			.isEqualTo(refusal);
	}

}
