package io.cosymesh.webui.access;

import java.security.Principal;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.web.server.ServerWebExchange;

import io.cosymesh.mesh.problem.ProblemException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class AccountTests {

	private static final ServerWebExchange REQUEST = MockServerWebExchange.from(MockServerHttpRequest.get("/"));

	@Test
	void accountIsThatOfWhoIsSignedIn() {
		Account ada = new Account("acme", "ada", Set.of(Scope.SPEECH));
		StepVerifier.create(Account.of(sentBy(new SignedIn(ada, SignedIn.Proof.KEY, "key:1"))))
			.expectNext(ada)
			.verifyComplete();
	}

	@Test
	void nobodyHasNoAccount() {
		StepVerifier.create(Account.of(REQUEST))
			.verifyErrorSatisfies(
					(error) -> assertThat(((ProblemException) error).getStatusCode().value()).isEqualTo(401));
		StepVerifier.create(Account.of(sentBy(() -> "somebody else's principal"))).verifyError(ProblemException.class);
	}

	@ParameterizedTest
	@CsvSource({ "default, ADMIN, acme, true", "acme, ADMIN, acme, true", "acme, ADMIN, globex, false",
			"acme, ADMIN, default, false", "default, VOICES, default, false" })
	void administratorsOfTheDefaultTenantRunThePlace(String tenant, Scope scope, String other, boolean administers) {
		assertThat(new Account(tenant, "ada", Set.of(scope)).administers(other)).isEqualTo(administers);
	}

	@ParameterizedTest
	@CsvSource({ "Acme, ada", "'', ada", "acme, ''", "acme, a b", "acme, é", "-acme, ada" })
	void whatBackendApiWouldNotTakeCanNotBe(String tenant, String name) {
		assertThatIllegalArgumentException().isThrownBy(() -> new Account(tenant, name, Set.of()));
	}

	private static ServerWebExchange sentBy(Principal principal) {
		return REQUEST.mutate().principal(Mono.just(principal)).build();
	}

}
