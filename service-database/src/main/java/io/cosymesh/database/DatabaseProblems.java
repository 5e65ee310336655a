package io.cosymesh.database;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Mono;

/**
 * Says to callers that the database is away for a while; the handler of problems writes
 * it.
 */
final class DatabaseProblems implements WebExceptionHandler, Ordered {

	private static final Duration SOON = Duration.ofSeconds(5);

	/** PostgreSQL: a standby that takes no writes, H2: the file can't be written. */
	private static final Set<String> UNAVAILABLE = Set.of("25006", "90028", "90031", "90098", "90121");

	@Override
	public int getOrder() {
		return -3;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		return Mono.error(of(error).<Throwable>map((problem) -> problem).orElse(error));
	}

	static Optional<ProblemException> of(Throwable error) {
		return switch (error) {
			case TransactionException failure -> Optional.of(away(failure));
			case DataAccessException failure when isAway(failure) -> Optional.of(away(failure));
			default -> Optional.empty();
		};
	}

	private static ProblemException away(Exception failure) {
		return ProblemException
			.of(HttpStatus.SERVICE_UNAVAILABLE, "database-unavailable", "The database can't be reached",
					"The database does not answer at the moment; try again")
			.withRetryAfter(SOON)
			.causedBy(failure);
	}

	private static boolean isAway(DataAccessException failure) {
		return failure instanceof DataAccessResourceFailureException || failure instanceof TransientDataAccessException
				|| failure instanceof RecoverableDataAccessException || failure.getRootCause() instanceof IOException
				|| (failure.getRootCause() instanceof SQLException cause && isAway(cause));
	}

	private static boolean isAway(SQLException cause) {
		String state = String.valueOf(cause.getSQLState());
		return state.startsWith("08") || UNAVAILABLE.contains(state);
	}

}
