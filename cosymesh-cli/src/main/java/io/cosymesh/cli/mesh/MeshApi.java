package io.cosymesh.cli.mesh;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.gateway.PublicApi;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.state.Workspace;
import tools.jackson.databind.JsonNode;

/**
 * What the gateway gathers of the services, below {@code /api/v1/mesh/}.
 */
final class MeshApi {

	private static final String PATH = "/api/v1/mesh/";

	private static final Duration FIRST_BYTE = Duration.ofSeconds(15);

	private final PublicApi gateway;

	MeshApi(PublicApi gateway) {
		this.gateway = gateway;
	}

	/**
	 * Asks once.
	 */
	static JsonNode read(Workspace workspace, String view) {
		try (MeshContext context = Contexts.open(workspace)) {
			return new MeshApi(PublicApi.of(context)).get(view);
		}
	}

	private JsonNode get(String view) {
		try {
			return this.gateway.get(PATH + view);
		}
		catch (IOException ex) {
			throw CommandFailure.because("the gateway's answer broke off: " + ex.getMessage());
		}
	}

	/**
	 * Watches requests pass by.
	 * @return server-sent events, to be closed
	 */
	InputStream tap(Map<String, String> filter) {
		String query = filter.entrySet()
			.stream()
			.map((term) -> term.getKey() + "=" + URLEncoder.encode(term.getValue(), StandardCharsets.UTF_8))
			.collect(Collectors.joining("&"));
		try {
			HttpResponse<InputStream> response = this.gateway
				.send(this.gateway.request(PATH + "tap" + (query.isEmpty() ? "" : "?" + query), FIRST_BYTE)
					.header("Accept", "text/event-stream, application/problem+json")
					.GET()
					.build());
			return response.body();
		}
		catch (IOException ex) {
			throw CommandFailure.because("the gateway's answer broke off: " + ex.getMessage());
		}
	}

}
