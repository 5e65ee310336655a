package io.cosymesh.inference.cosyvoice;

import java.net.ConnectException;
import java.util.concurrent.CancellationException;

import io.cosymesh.inference.cosyvoice.RuntimeFailureException.Kind;
import reactor.core.Exceptions;

import org.springframework.http.HttpStatusCode;

/**
 * Says what a failed exchange means.
 */
final class Faults {

	private static final int TOO_MANY_REQUESTS = 429;

	private Faults() {
	}

	static RuntimeFailureException of(Throwable failure) {
		Throwable plain = Exceptions.unwrap(failure);
		for (Throwable cause = plain; cause != null; cause = cause.getCause()) {
			switch (cause) {
				case RuntimeFailureException known -> {
					return known;
				}
				case CancellationException cancelled -> {
					return new RuntimeFailureException(Kind.REFUSED, "The request was given up", cancelled);
				}
				case ConnectException missing -> {
					return new RuntimeFailureException(Kind.WEDGED, "The runtime can't be reached", missing);
				}
				default -> {
					// Look further down.
				}
			}
		}
		return new RuntimeFailureException(Kind.BROKEN, "The runtime broke off its answer", plain);
	}

	static RuntimeFailureException of(HttpStatusCode status) {
		boolean refused = status.is4xxClientError() && status.value() != TOO_MANY_REQUESTS;
		return new RuntimeFailureException(refused ? Kind.REFUSED : Kind.BROKEN,
				"The runtime answered %d".formatted(status.value()));
	}

}
