package io.cosymesh.cli.stack;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.state.StackSettings;

/**
 * The five services in the order they start: each needs only those above it.
 */
enum MeshService {

	IDENTITY_CA("identity-ca", 9440, 9540, 128),

	AUDIO_PROCESSOR("audio-processor", 9444, 9544, 384),

	INFERENCE_ENGINE("inference-engine", 9445, 9545, 512),

	BACKEND_API("backend-api", 9443, 9543, 256),

	WEBUI_SERVICE("webui-service", 0, 9546, 256);

	private static final int ATTESTATION_PORT = 9441;

	private final String serviceAccount;

	private final int port;

	private final int managementPort;

	private final int heapMegabytes;

	MeshService(String serviceAccount, int port, int managementPort, int heapMegabytes) {
		this.serviceAccount = serviceAccount;
		this.port = port;
		this.managementPort = managementPort;
		this.heapMegabytes = heapMegabytes;
	}

	static MeshService named(String name) {
		return Arrays.stream(values())
			.filter((service) -> service.serviceAccount.equals(name))
			.findFirst()
			.orElseThrow(() -> CommandFailure.usage("'%s' is no service; there are %s".formatted(name,
					Arrays.stream(values()).map(MeshService::serviceAccount).collect(Collectors.joining(", ")))));
	}

	static List<MeshService> all() {
		return List.of(values());
	}

	String serviceAccount() {
		return this.serviceAccount;
	}

	int heapMegabytes() {
		return this.heapMegabytes;
	}

	int port(StackSettings settings) {
		return (this == WEBUI_SERVICE) ? settings.port() : this.port + settings.portOffset();
	}

	int managementPort(StackSettings settings) {
		return this.managementPort + settings.portOffset();
	}

	static int attestationPort(StackSettings settings) {
		return ATTESTATION_PORT + settings.portOffset();
	}

	/**
	 * Returns every port the service listens on, and how to move each.
	 */
	Map<Integer, String> ports(StackSettings settings) {
		Map<Integer, String> ports = new LinkedHashMap<>();
		ports.put(port(settings), (this == WEBUI_SERVICE) ? "--port" : "COSYMESH_PORT_OFFSET");
		if (this == IDENTITY_CA) {
			ports.put(attestationPort(settings), "COSYMESH_PORT_OFFSET");
		}
		ports.put(managementPort(settings), "COSYMESH_PORT_OFFSET");
		return ports;
	}

}
