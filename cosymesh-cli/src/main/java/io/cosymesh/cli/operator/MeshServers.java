package io.cosymesh.cli.operator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.Workspace;
import tools.jackson.databind.JsonNode;

/**
 * The running services whose callers are peers, asked as the operator for what each says
 * of itself. Another way to run CosyMesh has other addresses, and nothing else.
 */
public final class MeshServers {

	private final StackSettings settings;

	private final OperatorIdentity operator;

	/**
	 * Creates the services of a stack.
	 * @param workspace which stack
	 * @param operator who asks
	 */
	public MeshServers(Workspace workspace, OperatorIdentity operator) {
		this.settings = workspace.settings();
		this.operator = operator;
	}

	/**
	 * Gets an SVID for the operator, to ask the services of a stack.
	 * @param workspace which stack
	 * @return its services
	 */
	public static MeshServers attest(Workspace workspace) {
		return new MeshServers(workspace, OperatorIdentity.attest(workspace));
	}

	/**
	 * Returns all that have peers.
	 * @return the services in the order they start
	 */
	public static List<MeshService> all() {
		return MeshService.all().stream().filter(MeshServers::hasPeers).toList();
	}

	/**
	 * Finds a service that has peers.
	 * @param name its service account
	 * @return the service
	 */
	public static MeshService named(String name) {
		MeshService service = MeshService.named(name);
		if (!hasPeers(service)) {
			throw CommandFailure.usage(
					"%s has no policy for peers: it is called from outside, by people who sign in and".formatted(name)
							+ " programs with an API key (docs/api.md). What it may call itself is asked with --from "
							+ name);
		}
		return service;
	}

	/**
	 * Connects to one service, for several questions.
	 * @param service a service that has peers
	 * @return a client that accepts nobody else
	 */
	public AdminClient open(MeshService service) {
		return this.operator.client(service.serviceAccount(), service.port(this.settings));
	}

	/**
	 * Asks for the policy in force.
	 * @param service who enforces it
	 * @return its answer
	 */
	public JsonNode policy(MeshService service) {
		try (AdminClient client = open(service)) {
			return client.get("/mesh/authz");
		}
	}

	/**
	 * Asks what becomes of a request nobody has made.
	 * @param service who would decide
	 * @param caller who would ask: a service account or a SPIFFE ID
	 * @param method its method
	 * @param path its path
	 * @return the service's answer
	 */
	public JsonNode explanation(MeshService service, String caller, String method, String path) {
		try (AdminClient client = open(service)) {
			return client.get(explain(caller, method, path));
		}
	}

	/**
	 * Returns the question what becomes of a request nobody has made.
	 * @param caller who would ask: a service account or a SPIFFE ID
	 * @param method its method
	 * @param path its path
	 * @return path and query
	 */
	public static String explain(String caller, String method, String path) {
		return "/mesh/authz/explain?from=%s&method=%s&path=%s".formatted(encoded(caller), encoded(method),
				encoded(path));
	}

	private static boolean hasPeers(MeshService service) {
		return service != MeshService.WEBUI_SERVICE;
	}

	private static String encoded(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8);
	}

}
