package io.cosymesh.cli.authz;

import java.util.ArrayList;
import java.util.List;

import tools.jackson.databind.JsonNode;

/**
 * Writes callers as short as they can be read in the service's own configuration.
 *
 * @param service SPIFFE ID of the service
 */
record Callers(String service) {

	static Callers of(JsonNode answer) {
		return new Callers(answer.path("service").asString());
	}

	String list(JsonNode rule) {
		List<String> callers = new ArrayList<>(
				rule.path("callers").values().stream().map((caller) -> shortened(caller.asString())).toList());
		if (rule.path("anonymous").asBoolean(false)) {
			callers.add("(anybody without an SVID)");
		}
		return String.join(", ", callers);
	}

	String shortened(String caller) {
		String namespace = this.service.substring(0, this.service.lastIndexOf('/') + 1);
		String domain = this.service.substring(0, Math.max(0, this.service.indexOf("/ns/")) + 1);
		if (caller.equals(domain + "*")) {
			return "*";
		}
		boolean neighbour = caller.startsWith(namespace) && caller.length() > namespace.length();
		return neighbour ? caller.substring(namespace.length()) : caller;
	}

}
