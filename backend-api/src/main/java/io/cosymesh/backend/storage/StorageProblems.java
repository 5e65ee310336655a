package io.cosymesh.backend.storage;

import java.time.Duration;

import org.springframework.core.Ordered;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;

import io.cosymesh.mesh.problem.ProblemException;

import reactor.core.publisher.Mono;

/**
 * Says to callers what went wrong with the audio, and what of it passes; the handler of
 * problems writes it.
 */
final class StorageProblems implements WebExceptionHandler, Ordered {

	private static final Duration SOON = Duration.ofSeconds(5);

	private static final Duration LATER = Duration.ofMinutes(1);

	@Override
	public int getOrder() {
		return -3;
	}

	@Override
	public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
		return Mono.error((error instanceof StorageException failure) ? of(failure).causedBy(failure) : error);
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

}
