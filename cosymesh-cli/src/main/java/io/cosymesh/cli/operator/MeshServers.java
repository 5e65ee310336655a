package io.cosymesh.cli.operator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.ServiceReport;
import tools.jackson.databind.JsonNode;

/**
 * The running services whose callers are peers, asked as the operator for what each says
 * of itself.
 */
public final class MeshServers {

	private final MeshContext context;

	private final OperatorIdentity operator;

	/**
	 * Creates the services of a stack.
	 * @param context which stack
	 * @param operator who asks
	 */
	public MeshServers(MeshContext context, OperatorIdentity operator) {
		this.context = context;
		this.operator = operator;
	}

	/**
	 * Gets an SVID for the operator, to ask the services of a stack.
	 * @param context which stack
	 * @return its services
	 */
	public static MeshServers attest(MeshContext context) {
		return new MeshServers(context, OperatorIdentity.attest(context));
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
		return this.operator.client(service, this.context.mesh(service));
	}

	/**
	 * Connects to one instance of a service, for several questions.
	 * @param instance an instance of a service that has peers
	 * @return a client that accepts nobody else
	 */
	public AdminClient open(ServiceReport instance) {
		return this.operator.client(instance.service(), this.context.mesh(instance));
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
