package io.cosymesh.identity.issuance;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.identity.svid.SvidRefusedException;

/**
 * One bounded HTTP exchange with the CA: in time and in size, on a client of its own.
 */
final class CaExchange {

	private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

	private static final Duration TIMEOUT = Duration.ofSeconds(15);

	private static final long MAX_ANSWER_BYTES = 1 << 20;

	private static final int MAX_TEXT = 300;

	private static final String ACCEPT = "application/json, application/problem+json";

	private static final Set<Integer> PASSING = Set.of(408, 425, 429);

	private static final JsonMapper JSON = JsonMapper.shared();

	private final InstantSource clock;

	CaExchange(InstantSource clock) {
		this.clock = clock;
	}

	<T> CaAnswer<T> post(HttpClient.Builder clients, HttpRequest.Builder requests, Object body, Class<T> type)
			throws IssuanceException {
		HttpRequest request = requests.header("Content-Type", "application/json")
			.header("Accept", ACCEPT)
			.timeout(TIMEOUT)
			.POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
			.build();
		CaAnswer<String> answer = successful(clients, request);
		return new CaAnswer<>(parse(request, answer.body(), type), answer.sent(), answer.received());
	}

	String get(HttpClient.Builder clients, URI uri) throws IssuanceException {
		HttpRequest request = HttpRequest.newBuilder(uri).header("Accept", ACCEPT).timeout(TIMEOUT).build();
		return successful(clients, request).body();
	}

	private CaAnswer<String> successful(HttpClient.Builder clients, HttpRequest request) throws IssuanceException {
		Instant sent = this.clock.instant();
		HttpResponse<String> response = send(clients.connectTimeout(CONNECT_TIMEOUT), request);
		if (response.statusCode() / 100 != 2) {
			throw refusal(request, response);
		}
		return new CaAnswer<>(response.body(), sent, this.clock.instant());
	}

	private static HttpResponse<String> send(HttpClient.Builder clients, HttpRequest request) throws IssuanceException {
		HttpClient client = clients.build();
		try {
			// The request's own timeout ends with the headers; this one covers the body.
			return client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER_BYTES))
				.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw IssuanceException.passing("Interrupted while asking the CA", ex);
		}
		catch (TimeoutException ex) {
			throw IssuanceException
				.passing("The CA at %s did not answer within %d s".formatted(request.uri(), TIMEOUT.toSeconds()), ex);
		}
		catch (ExecutionException ex) {
			throw unreachable(request, ex.getCause());
		}
		finally {
			client.shutdownNow();
		}
	}

	private static IssuanceException unreachable(HttpRequest request, @Nullable Throwable cause) {
		for (@Nullable
		Throwable each = cause; each != null; each = each.getCause()) {
			if (each instanceof SvidRefusedException refused) {
				return IssuanceException.passing("Whoever answers at %s is not the trusted CA: %s"
					.formatted(request.uri(), refused.getMessage()), refused);
			}
		}
		String reason = (cause != null) ? cause.toString() : "unknown";
		return IssuanceException.passing("The CA at %s can't be asked: %s".formatted(request.uri(), oneLine(reason)),
				cause);
	}

	private IssuanceException refusal(HttpRequest request, HttpResponse<String> response) {
		int status = response.statusCode();
		boolean retryable = status >= 500 || PASSING.contains(status);
		JsonNode problem = problem(response.body());
		String detail = problem.path("detail").asString(problem.path("title").asString("no reason given"));
		CaRefusal refusal = new CaRefusal(status, textOf(problem, "type"), textOf(problem, "reason"),
				response.headers()
					.firstValue("Retry-After")
					.map((value) -> RetryAfter.parse(value, this.clock.instant()))
					.orElse(null));
		return IssuanceException.refused(refusal, retryable,
				"The CA at %s refused with %d: %s".formatted(request.uri(), status, oneLine(detail)));
	}

	private static @Nullable String textOf(JsonNode problem, String member) {
		String text = problem.path(member).asString("");
		return text.isEmpty() ? null : oneLine(text);
	}

	private static JsonNode problem(String body) {
		try {
			return JSON.readTree(body);
		}
		catch (JacksonException ex) {
			return JSON.missingNode();
		}
	}

	private static <T> T parse(HttpRequest request, String body, Class<T> type) throws IssuanceException {
		try {
			return JSON.readValue(body, type);
		}
		catch (JacksonException ex) {
			throw IssuanceException
				.passing("The CA at %s answered with something else than an SVID".formatted(request.uri()), null);
		}
	}

	private static String oneLine(String text) {
		String clean = text.replaceAll("\\p{Cntrl}+", " ");
		return (clean.length() <= MAX_TEXT) ? clean : clean.substring(0, MAX_TEXT);
	}

}
