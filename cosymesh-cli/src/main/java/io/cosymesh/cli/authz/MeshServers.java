package io.cosymesh.cli.authz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.operator.AdminClient;
import io.cosymesh.cli.operator.OperatorIdentity;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.state.Workspace;
import tools.jackson.databind.JsonNode;

/**
 * The running services whose callers are peers, asked as the operator for the policy each
 * has in force.
 */
final class MeshServers {

	private final Workspace workspace;

	private final OperatorIdentity operator;

	MeshServers(Workspace workspace) {
		this.workspace = workspace;
		this.operator = OperatorIdentity.attest(workspace);
	}

	static List<MeshService> all() {
		return MeshService.all().stream().filter(MeshServers::hasPeers).toList();
	}

	static MeshService named(String name) {
		MeshService service = MeshService.named(name);
		if (!hasPeers(service)) {
			throw CommandFailure.usage(
					"%s has no policy for peers: it is called from outside, by people who sign in and".formatted(name)
							+ " programs with an API key (docs/api.md). What it may call itself is asked with --from "
							+ name);
		}
		return service;
	}

	JsonNode policy(MeshService service) {
		return get(service, "/mesh/authz");
	}

	JsonNode explanation(MeshService service, String caller, AskedRequest request) {
		return get(service, "/mesh/authz/explain?from=%s&method=%s&path=%s".formatted(encoded(caller),
				encoded(request.method()), encoded(request.path())));
	}

	private JsonNode get(MeshService service, String path) {
		try (AdminClient client = this.operator.client(service.serviceAccount(),
				service.port(this.workspace.settings()))) {
			return client.get(path);
		}
	}

	private static boolean hasPeers(MeshService service) {
		return service != MeshService.WEBUI_SERVICE;
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
