package io.cosymesh.cli.stack;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.StateDirectory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a service of the local stack is told beyond the defaults in its own
 * {@code application.yaml}: where its state is, and every port.
 */
final class ServiceConfiguration {

	private final StateDirectory state;

	private final StackSettings settings;

	ServiceConfiguration(StateDirectory state, StackSettings settings) {
		this.state = state;
		this.settings = settings;
	}

	/**
	 * Returns the properties as one environment variable's JSON: property names stay as
	 * they are, which environment variables of their own would not do for map keys with
	 * dashes.
	 */
	String json(MeshService service) {
		return JsonMapper.shared().writeValueAsString(properties(service));
	}

	/**
	 * Puts our settings over those of the environment, which it has no other way to name.
	 */
	static String over(String given, String ours) {
		JsonMapper json = JsonMapper.shared();
		try {
			if (json.readTree(given) instanceof ObjectNode both) {
				both.setAll((ObjectNode) json.readTree(ours));
				return json.writeValueAsString(both);
			}
		}
		catch (JacksonException _) {
			// Said below: what it holds may be a secret.
		}
		throw CommandFailure.usage("SPRING_APPLICATION_JSON holds no JSON object");
	}

	private Map<String, Object> properties(MeshService service) {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("cosymesh.home", this.state.home().toString());
		properties.put("server.port", service.port(this.settings));
		properties.put("management.server.port", service.managementPort(this.settings));
		properties.put("cosymesh.identity.trust-bundle", this.state.trustBundle().toString());
		properties.put("cosymesh.identity.ca.url", url(MeshService.IDENTITY_CA.port(this.settings)));
		properties.put("cosymesh.identity.ca.attestation-url", url(MeshService.attestationPort(this.settings)));
		if (service == MeshService.IDENTITY_CA) {
			properties.putAll(authority());
		}
		else {
			properties.put("cosymesh.identity.attestation.workload-key",
					this.state.key(service.serviceAccount()).toString());
		}
		peersOf(service).forEach((peer) -> properties.put("cosymesh.peers." + peer.serviceAccount() + ".url",
				url(peer.port(this.settings))));
		return properties;
	}

	private Map<String, Object> authority() {
		Map<String, Object> properties = new LinkedHashMap<>();
		properties.put("cosymesh.ca.trust-bundle-file", this.state.trustBundle().toString());
		properties.put("cosymesh.server.anonymous-listener.port", MeshService.attestationPort(this.settings));
		// Left out, it is what the environment or the CA's own configuration says.
		Duration svidTtl = this.settings.svidTtl();
		if (svidTtl != null) {
			properties.put("cosymesh.ca.svid-ttl", svidTtl.toString());
		}
		return properties;
	}

	private static List<MeshService> peersOf(MeshService service) {
		return switch (service) {
			// The others are only asked what they tell of themselves.
			case WEBUI_SERVICE -> List.of(MeshService.BACKEND_API, MeshService.IDENTITY_CA, MeshService.AUDIO_PROCESSOR,
					MeshService.INFERENCE_ENGINE);
			case BACKEND_API -> List.of(MeshService.AUDIO_PROCESSOR, MeshService.INFERENCE_ENGINE);
			case IDENTITY_CA, AUDIO_PROCESSOR, INFERENCE_ENGINE -> List.of();
		};
	}

	private static String url(int port) {
		return "https://localhost:" + port;
	}

}
