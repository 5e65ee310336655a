package io.cosymesh.backend.storage;

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
 * Says to callers what went wrong with the storage, and what of it passes; the handler of
 * problems writes it.
 */
final class StorageProblems implements WebExceptionHandler, Ordered {

	private static final Duration SOON = Duration.ofSeconds(5);

	private static final Duration LATER = Duration.ofMinutes(1);

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
			case StorageException failure -> Optional.of(of(failure).causedBy(failure));
			case DataAccessException failure when isUnavailable(failure) -> Optional.of(noDatabase(failure));
			case TransactionException failure -> Optional.of(noDatabase(failure));
			default -> Optional.empty();
		};
	}

	static ProblemException of(StorageException failure) {
		return switch (failure) {
			case StorageException.Full _ -> ProblemException
				.of(HttpStatus.INSUFFICIENT_STORAGE, "storage-full", "No room for audio",
						"There is no room left to keep audio, and nothing was kept; try again later")
				.withRetryAfter(LATER);
			case StorageException.Unavailable _ ->
				ProblemException
					.of(HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable", "Audio can't be reached",
							"What keeps the audio does not answer at the moment; try again")
					.withRetryAfter(SOON);
			case StorageException.Damaged _ ->
				ProblemException.of(HttpStatus.INTERNAL_SERVER_ERROR, "storage-damaged", "Audio is damaged",
						"What was kept of this audio is damaged; add it again, or have a backup restored");
		};
	}

	private static ProblemException noDatabase(Exception failure) {
		return ProblemException
			.of(HttpStatus.SERVICE_UNAVAILABLE, "database-unavailable", "The database can't be reached",
					"The database does not answer at the moment; try again")
			.withRetryAfter(SOON)
			.causedBy(failure);
	}

	private static boolean isUnavailable(DataAccessException failure) {
		return failure instanceof DataAccessResourceFailureException || failure instanceof TransientDataAccessException
				|| failure instanceof RecoverableDataAccessException || failure.getRootCause() instanceof IOException
				|| (failure.getRootCause() instanceof SQLException cause && isUnavailable(cause));
	}

	private static boolean isUnavailable(SQLException cause) {
		String state = String.valueOf(cause.getSQLState());
		return state.startsWith("08") || UNAVAILABLE.contains(state);
	}

}
