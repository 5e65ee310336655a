package io.cosymesh.cli.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.stack.GatewayAccess;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.tls.GatewayTrust;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The gateway's API, with the operator's key.
 */
public final class PublicApi {

	/** What failures begin with when there is no gateway. */
	public static final String NOTHING_ANSWERS = "nothing answers";

	private static final Duration SOON = Duration.ofSeconds(30);

	private static final int LISTING_BYTES = 8 << 20;

	private static final int PROBLEM_BYTES = 64 << 10;

	private final HttpClient client;

	private final String baseUrl;

	private final String apiKey;

	/**
	 * Creates an API.
	 * @param client verifies the gateway
	 * @param baseUrl where it answers, without a trailing slash
	 * @param apiKey what it knows the operator by
	 */
	public PublicApi(HttpClient client, String baseUrl, String apiKey) {
		this.client = client;
		this.baseUrl = baseUrl;
		this.apiKey = apiKey;
	}

	/**
	 * Returns the API of a stack.
	 * @param context which stack; it has to stay open as long as the API is used
	 * @return its API
	 * @throws CommandFailure if the stack has never run
	 */
	public static PublicApi of(MeshContext context) {
		GatewayAccess access = context.gateway();
		return new PublicApi(GatewayTrust.httpClient(access.certificates()), access.url(), access.apiKey());
	}

	/**
	 * Begins a request.
	 * @param path path and query
	 * @param firstByte how long the answer may take to begin
	 * @return the request, with the operator's key
	 */
	public HttpRequest.Builder request(String path, Duration firstByte) {
		return HttpRequest.newBuilder(URI.create(this.baseUrl + path))
			.timeout(firstByte)
			.header("Authorization", "Bearer " + this.apiKey);
	}

	/**
	 * Asks for JSON.
	 * @param path path and query
	 * @return the answer
	 * @throws IOException if it breaks off
	 * @throws CommandFailure if nobody answers or the request is refused
	 */
	public JsonNode get(String path) throws IOException {
		return json(request(path, SOON).GET());
	}

	/**
	 * Has something done that needs no further words.
	 * @param path path and query
	 * @return the answer
	 * @throws CommandFailure if nobody answers or the request is refused
	 */
	public JsonNode post(String path) {
		try {
			return json(request(path, SOON).POST(BodyPublishers.noBody()));
		}
		catch (IOException ex) {
			throw CommandFailure.unavailable("the gateway's answer broke off: " + ex.getMessage());
		}
	}

	private JsonNode json(HttpRequest.Builder request) throws IOException {
		HttpResponse<InputStream> response = send(
				request.header("Accept", "application/json, application/problem+json").build());
		try (InputStream body = response.body()) {
			return JsonMapper.shared().readTree(body.readNBytes(LISTING_BYTES));
		}
		catch (JacksonException ex) {
			throw CommandFailure.because("the gateway's answer can't be read");
		}
	}

	/**
	 * Sends a request.
	 * @param request what {@link #request} began
	 * @return the answer, whose status says that all is well
	 * @throws IOException if it breaks off
	 * @throws CommandFailure if nobody answers or the request is refused
	 */
	public HttpResponse<InputStream> send(HttpRequest request) throws IOException {
		HttpResponse<InputStream> response = answer(request);
		if (response.statusCode() / 100 != 2) {
			try (InputStream body = response.body()) {
				throw refusal(response.statusCode(), body.readNBytes(PROBLEM_BYTES));
			}
		}
		return response;
	}

	private HttpResponse<InputStream> answer(HttpRequest request) throws IOException {
		try {
			return this.client.send(request, BodyHandlers.ofInputStream());
		}
		catch (ConnectException ex) {
			throw CommandFailure
				.unavailable("%s at %s; start CosyMesh with ./cosymesh up".formatted(NOTHING_ANSWERS, this.baseUrl));
		}
		catch (HttpTimeoutException ex) {
			throw CommandFailure
				.unavailable("%s in time at %s; see ./cosymesh status".formatted(NOTHING_ANSWERS, this.baseUrl));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw CommandFailure.because("interrupted");
		}
	}

	private static CommandFailure refusal(int status, byte[] body) {
		String text = new String(body, StandardCharsets.UTF_8);
		try {
			JsonNode problem = JsonMapper.shared().readTree(text);
			String field = problem.path("field").asString("");
			String detail = problem.path("detail").asString(problem.path("title").asString("HTTP " + status));
			String message = (field.isEmpty() ? "" : field + ": ") + detail;
			return (status >= 500) ? CommandFailure.unavailable(message) : CommandFailure.refused(message);
		}
		catch (JacksonException ex) {
			return CommandFailure.because("the gateway answered %d without saying why".formatted(status));
		}
	}

}
