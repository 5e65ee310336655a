package io.cosymesh.cli.stack;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.StateDirectory;

/**
 * The five services in the order they start: each needs only those above it.
 */
public enum MeshService {

	IDENTITY_CA("identity-ca", 9440, 9540, Warmth.QUICK, 128),

	AUDIO_PROCESSOR("audio-processor", 9444, 9544, Warmth.QUICK, 384),

	INFERENCE_ENGINE("inference-engine", 9445, 9545, Warmth.HOT, 512),

	BACKEND_API("backend-api", 9443, 9543, Warmth.QUICK, 256),

	WEBUI_SERVICE("webui-service", 0, 9546, Warmth.QUICK, 256);

	private static final int ATTESTATION_PORT = 9441;

	private final String serviceAccount;

	private final int port;

	private final int managementPort;

	private final Warmth warmth;

	private final int heapMegabytes;

	MeshService(String serviceAccount, int port, int managementPort, Warmth warmth, int heapMegabytes) {
		this.serviceAccount = serviceAccount;
		this.port = port;
		this.managementPort = managementPort;
		this.warmth = warmth;
		this.heapMegabytes = heapMegabytes;
	}

	/**
	 * Finds a service.
	 * @param name its service account
	 * @return the service
	 */
	public static MeshService named(String name) {
		return Arrays.stream(values())
			.filter((service) -> service.serviceAccount.equals(name))
			.findFirst()
			.orElseThrow(() -> CommandFailure.usage("'%s' is no service; there are %s".formatted(name,
					Arrays.stream(values()).map(MeshService::serviceAccount).collect(Collectors.joining(", ")))));
	}

	/**
	 * Returns all of them.
	 * @return the services in the order they start
	 */
	public static List<MeshService> all() {
		return List.of(values());
	}

	/**
	 * Returns the name it has everywhere.
	 * @return its service account
	 */
	public String serviceAccount() {
		return this.serviceAccount;
	}

	/**
	 * Returns the JVM flags that suit the service on one person's machine, where five
	 * JVMs start at once.
	 */
	List<String> jvmFlags() {
		List<String> memory = List.of("-XX:+UseSerialGC", "-Xmx" + this.heapMegabytes + "m");
		return Stream.concat(memory.stream(), this.warmth.compilerFlags.stream()).toList();
	}

	/**
	 * Returns where it takes requests.
	 * @param settings what the stack was started with
	 * @return the port on this machine
	 */
	public int port(StackSettings settings) {
		return (this == WEBUI_SERVICE) ? settings.port() : this.port + settings.portOffset();
	}

	/**
	 * Says whether its process lives.
	 * @param state the state directory of the stack
	 * @return whether it runs, ready or not
	 */
	public boolean runs(StateDirectory state) {
		return ProcessRecord.read(state, this).flatMap(ProcessRecord::handle).isPresent();
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

	/**
	 * Whether a service should start quickly or run hot loops fast: the second compiler
	 * takes half of the processor time of a start, and makes synthesis a third cheaper.
	 */
	private enum Warmth {

		QUICK(List.of("-XX:TieredStopAtLevel=1")), HOT(List.of());

		private final List<String> compilerFlags;

		Warmth(List<String> compilerFlags) {
			this.compilerFlags = compilerFlags;
		}

	}

}
