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

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.state.Workspace;

/**
 * Calls the admin routes of one service, the CA's above all, as the operator of a stack.
 * What the service refuses ends the command with its own words.
 */
public final class AdminClient implements AutoCloseable {

	static final Duration TIMEOUT = Duration.ofSeconds(15);

	private static final JsonMapper JSON = JsonMapper.shared();

	private final String service;

	private final URI url;

	private final HttpClient client;

	private final Duration timeout;

	private final @Nullable MeshContext owned;

	AdminClient(String service, URI url, HttpClient client, Duration timeout) {
		this(service, url, client, timeout, null);
	}

	private AdminClient(String service, URI url, HttpClient client, Duration timeout, @Nullable MeshContext owned) {
		this.service = service;
		this.url = url;
		this.client = client;
		this.timeout = timeout;
		this.owned = owned;
	}

	/**
	 * Gets an SVID for the operator.
	 * @param workspace which stack
	 * @return a client of the CA that holds it, and the way to it
	 */
	public static AdminClient connect(Workspace workspace) {
		MeshContext context = Contexts.open(workspace);
		try {
			AdminClient client = OperatorIdentity.attest(context)
				.client(MeshService.IDENTITY_CA, context.mesh(MeshService.IDENTITY_CA));
			return new AdminClient(client.service, client.url, client.client, client.timeout, context);
		}
		catch (RuntimeException ex) {
			context.close();
			throw ex;
		}
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
		if (this.owned != null) {
			this.owned.close();
		}
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
