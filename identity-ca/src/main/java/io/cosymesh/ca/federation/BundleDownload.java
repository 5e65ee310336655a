package io.cosymesh.ca.federation;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;

import io.cosymesh.ca.refusal.LogText;
import io.cosymesh.identity.svid.SvidRefusedException;

/**
 * Downloads a document, bounded in time, in size and in how often it is sent elsewhere.
 * Redirects are never remembered (SPIFFE Federation §7.5.1): each download begins at the
 * configured URL.
 */
final class BundleDownload {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	// For all of it, so that a row of slow redirects gets no more.
	private static final Duration TIMEOUT = Duration.ofSeconds(12);

	private static final int MOST_BYTES = 1 << 20;

	private static final int MOST_REDIRECTS = 3;

	private static final int OK = 200;

	private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

	private final Clients clients;

	private final boolean followRedirects;

	/**
	 * Creates a download.
	 * @param clients makes a client that verifies the server, asked anew for each
	 * connection
	 * @param followRedirects whether to go where the server sends
	 */
	BundleDownload(Clients clients, boolean followRedirects) {
		this.clients = clients;
		this.followRedirects = followRedirects;
	}

	/**
	 * Downloads a document.
	 * @param url where to begin
	 * @return the document
	 * @throws RefreshFailedException if there is none
	 */
	byte[] from(URI url) throws RefreshFailedException {
		long end = System.nanoTime() + TIMEOUT.toNanos();
		URI next = url;
		for (int i = 0; i <= MOST_REDIRECTS; i++) {
			HttpResponse<byte[]> answer = get(next, Duration.ofNanos(Math.max(1, end - System.nanoTime())));
			if (answer.statusCode() == OK) {
				return answer.body();
			}
			if (!REDIRECTS.contains(answer.statusCode())) {
				throw new RefreshFailedException(RefreshResult.UNEXPECTED_ANSWER,
						"it answered with status %d".formatted(answer.statusCode()));
			}
			next = redirect(next, answer);
		}
		throw new RefreshFailedException(RefreshResult.REDIRECT_REFUSED,
				"it redirected more than %d times".formatted(MOST_REDIRECTS));
	}

	private URI redirect(URI from, HttpResponse<byte[]> answer) throws RefreshFailedException {
		if (!this.followRedirects) {
			throw new RefreshFailedException(RefreshResult.REDIRECT_REFUSED,
					"it redirected, which 'follow-redirects' doesn't allow");
		}
		String location = answer.headers().firstValue("Location").orElse("");
		try {
			URI target = from.resolve(location);
			BundleUrl.require(target);
			return target;
		}
		catch (IllegalArgumentException ex) {
			throw new RefreshFailedException(RefreshResult.REDIRECT_REFUSED,
					"it redirected to '%s', which is no URL of a bundle endpoint".formatted(LogText.safe(location)),
					ex);
		}
	}

	private HttpResponse<byte[]> get(URI url, Duration left) throws RefreshFailedException {
		HttpRequest request = HttpRequest.newBuilder(url)
			.header("Accept", "application/json")
			.timeout(left)
			.GET()
			.build();
		HttpClient client = client();
		try {
			// The request's own timeout ends with the headers; this one covers the body.
			return client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES))
				.get(left.toNanos(), TimeUnit.NANOSECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new RefreshFailedException(RefreshResult.UNREACHABLE, "the CA is being stopped", ex);
		}
		catch (TimeoutException ex) {
			throw new RefreshFailedException(RefreshResult.UNREACHABLE,
					"it did not answer within %d s".formatted(TIMEOUT.toSeconds()), ex);
		}
		catch (ExecutionException ex) {
			throw failure(ex.getCause());
		}
		finally {
			client.shutdownNow();
		}
	}

	private HttpClient client() throws RefreshFailedException {
		try {
			return this.clients.builder().connectTimeout(CONNECT_TIMEOUT).build();
		}
		catch (IOException ex) {
			throw new RefreshFailedException(RefreshResult.ENDPOINT_NOT_TRUSTED,
					"'certificate-authority' can't be used: %s".formatted(ex.getMessage()), ex);
		}
	}

	private static RefreshFailedException failure(@Nullable Throwable cause) {
		for (@Nullable
		Throwable each = cause; each != null; each = each.getCause()) {
			if (each instanceof SvidRefusedException refused) {
				return new RefreshFailedException(RefreshResult.ENDPOINT_NOT_TRUSTED,
						"whoever answers is not the configured endpoint: %s".formatted(refused.getMessage()), refused);
			}
			if (each instanceof GeneralSecurityException) {
				return new RefreshFailedException(RefreshResult.ENDPOINT_NOT_TRUSTED,
						"its certificate is not accepted: %s".formatted(each.getMessage()), each);
			}
		}
		String reason = (cause instanceof IOException io && io.getMessage() != null) ? io.getMessage()
				: String.valueOf(cause);
		return new RefreshFailedException(RefreshResult.UNREACHABLE, "it can't be asked: %s".formatted(reason),
				(cause != null) ? cause : new IOException(reason));
	}

	/**
	 * Makes clients that verify the server.
	 */
	@FunctionalInterface
	interface Clients {

		/**
		 * Returns a client to configure further.
		 * @throws IOException if what verifies the server can't be read
		 */
		HttpClient.Builder builder() throws IOException;

	}

}
