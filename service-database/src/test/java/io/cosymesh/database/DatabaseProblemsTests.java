package io.cosymesh.database;

import java.io.IOException;
import java.sql.SQLException;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.test.StepVerifier;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseProblemsTests {

	private static final String SECRET = "jdbc:postgresql://db/voices";

	private final DatabaseProblems problems = new DatabaseProblems();

	static Stream<RuntimeException> absences() {
		return Stream.of(new DataAccessResourceFailureException(SECRET), new CannotAcquireLockException(SECRET),
				new CannotCreateTransactionException(SECRET), new TransactionSystemException(SECRET),
				uncategorized("25006", null), uncategorized("90098", null), uncategorized("08006", null),
				uncategorized("HY000", new IOException("No space left")));
	}

	@ParameterizedTest
	@MethodSource("absences")
	void absenceIsNamedAndKeepsItsInnerLife(RuntimeException failure) {
		StepVerifier.create(this.problems.handle(exchange(), failure)).verifyErrorSatisfies((error) -> {
			ProblemException problem = (ProblemException) error;
			assertThat(problem.getStatusCode().value()).isEqualTo(503);
			assertThat(problem.getBody().getType()).hasToString("urn:cosymesh:problem:database-unavailable");
			assertThat(problem.getBody().toString()).doesNotContain(SECRET);
			assertThat(problem.getHeaders().containsHeader("Retry-After")).isTrue();
			assertThat(problem).hasCause(failure);
		});
	}

	@Test
	void mistakesOfOursStayMistakes() {
		for (RuntimeException failure : new RuntimeException[] { new DuplicateKeyException("x"),
				new BadSqlGrammarException("x", "selekt", new SQLException("x", "42000")), uncategorized("99999", null),
				new IllegalStateException() }) {
			StepVerifier.create(this.problems.handle(exchange(), failure))
				.verifyErrorSatisfies((error) -> assertThat(error).isSameAs(failure));
		}
	}

	private static UncategorizedSQLException uncategorized(String state, @Nullable Throwable cause) {
		return new UncategorizedSQLException("x", null, new SQLException(SECRET, state, cause));
	}

	private static MockServerWebExchange exchange() {
		return MockServerWebExchange.from(MockServerHttpRequest.get("/"));
	}

}
