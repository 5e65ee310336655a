package io.cosymesh.backend.storage;

import java.net.ConnectException;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class StorageProblemsTests {

	private static final String SECRET = "jdbc:postgresql://db/voices";

	static Stream<Arguments> troubles() {
		return Stream.of(arguments(new StorageException.Full(null), 507, "storage-full"),
				arguments(new StorageException.Unavailable("unreachable", new ConnectException(SECRET)), 503,
						"storage-unavailable"),
				arguments(new StorageException.Damaged(Prompts.key("0".repeat(64))), 500, "storage-damaged"));
	}

	@ParameterizedTest
	@MethodSource("troubles")
	void troubleIsNamedAndKeepsItsInnerLife(RuntimeException failure, int status, String type) {
		StepVerifier.create(new StorageProblems().handle(exchange(), failure)).verifyErrorSatisfies((error) -> {
			ProblemException problem = (ProblemException) error;
			assertThat(problem.getStatusCode().value()).isEqualTo(status);
			assertThat(problem.getBody().getType()).hasToString("urn:cosymesh:problem:" + type);
			assertThat(problem.getBody().toString()).doesNotContain(SECRET, "unreachable", "000");
			assertThat(problem.getHeaders().containsHeader("Retry-After")).isEqualTo(status != 500);
			assertThat(problem).hasCause(failure);
		});
	}

	@Test
	void mistakesOfOursStayMistakes() {
		RuntimeException failure = new IllegalStateException();
		StepVerifier.create(new StorageProblems().handle(exchange(), failure))
			.verifyErrorSatisfies((error) -> assertThat(error).isSameAs(failure));
	}

	private static MockServerWebExchange exchange() {
		return MockServerWebExchange.from(MockServerHttpRequest.get("/"));
	}

}
