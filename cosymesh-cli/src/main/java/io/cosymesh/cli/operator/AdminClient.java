package io.cosymesh.cli.operator;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.state.Workspace;

/**
 * Calls the admin routes of one service, the CA's above all, as the operator of this
 * machine's stack. What the service refuses ends the command with its own words.
 */
public final class AdminClient implements AutoCloseable {

	static final Duration TIMEOUT = Duration.ofSeconds(15);

	private static final JsonMapper JSON = JsonMapper.shared();

	private final String service;

	private final URI url;

	private final HttpClient client;

	private final Duration timeout;

	AdminClient(String service, URI url, HttpClient client, Duration timeout) {
		this.service = service;
		this.url = url;
		this.client = client;
		this.timeout = timeout;
	}

	/**
	 * Gets an SVID for the operator.
	 * @param workspace which stack
	 * @return a client of the CA that holds it
	 */
	public static AdminClient connect(Workspace workspace) {
		return OperatorIdentity.attest(workspace).caClient();
	}

	/**
	 * Asks for something.
	 * @param path path and query of an admin route
	 * @return the answer
	 */
	public JsonNode get(String path) {
		return send(path, "GET", BodyPublishers.noBody());
	}

	/**
	 * Has something made or done.
	 * @param path path of an admin route
	 * @param body what Jackson can write
	 * @return the answer
	 */
	public JsonNode post(String path, Object body) {
		return send(path, "POST", BodyPublishers.ofString(JSON.writeValueAsString(body)));
	}

	/**
	 * Has something taken away.
	 * @param path path of an admin route
	 * @return the answer
	 */
	public JsonNode delete(String path) {
		return send(path, "DELETE", BodyPublishers.noBody());
	}

	@Override
	public void close() {
		this.client.close();
	}

	private JsonNode send(String path, String method, BodyPublisher body) {
		HttpRequest request = HttpRequest.newBuilder(this.url.resolve(path))
			.timeout(this.timeout)
			.header("Content-Type", "application/json")
			.method(method, body)
			.build();
		try {
			HttpResponse<String> response = this.client.send(request, BodyHandlers.ofString());
			JsonNode answer = JSON.readTree(response.body());
			if (response.statusCode() / 100 != 2) {
				throw CommandFailure.refused(answer.path("detail").asString("HTTP " + response.statusCode()));
			}
			return answer;
		}
		catch (ConnectException ex) {
			throw CommandFailure
				.unavailable("nothing listens where %s should, at port %d".formatted(this.service, this.url.getPort()));
		}
		catch (HttpTimeoutException ex) {
			throw CommandFailure
				.unavailable("%s did not answer within %d s".formatted(this.service, this.timeout.toSeconds()));
		}
		catch (IOException | JacksonException ex) {
			throw CommandFailure.unavailable(this.service + " gave no answer: " + ex.getMessage());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw CommandFailure.because("interrupted");
		}
	}

}
