package io.cosymesh.cli.ca;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.cosymesh.cli.operator.AdminClient;
import io.cosymesh.cli.state.Workspace;
import tools.jackson.databind.JsonNode;

/**
 * The CA's admin routes for authorities. Every call gets an SVID of its own, so that none
 * is left with a trust bundle from before a rotation.
 */
final class CaAuthorities {

	private static final String PATH = "/v1/admin/authorities";

	private final Workspace workspace;

	CaAuthorities(Workspace workspace) {
		this.workspace = workspace;
	}

	JsonNode json() {
		try (AdminClient client = AdminClient.connect(this.workspace)) {
			return client.get(PATH);
		}
	}

	List<CaAuthority> list() {
		return list(json());
	}

	static List<CaAuthority> list(JsonNode answer) {
		return answer.path("authorities").values().stream().map(CaAuthority::of).toList();
	}

	Optional<CaAuthority> find(String kind, String state) {
		return list().stream()
			.filter((authority) -> authority.kind().equals(kind) && authority.state().equals(state))
			.findFirst();
	}

	CaAuthority prepare(String kind) {
		return post("/" + encoded(kind));
	}

	CaAuthority activate(String id) {
		return post("/%s/activate".formatted(encoded(id)));
	}

	CaAuthority taint(String id) {
		return post("/%s/taint".formatted(encoded(id)));
	}

	CaAuthority revoke(String id, boolean force) {
		return post("/%s/revoke?force=%s".formatted(encoded(id), force));
	}

	private CaAuthority post(String path) {
		try (AdminClient client = AdminClient.connect(this.workspace)) {
			return CaAuthority.of(client.post(PATH + path, Map.of()));
		}
	}

	private static String encoded(String segment) {
		return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
	}

}
