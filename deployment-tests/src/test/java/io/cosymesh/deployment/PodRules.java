package io.cosymesh.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import tools.jackson.databind.JsonNode;

/**
 * What each pod has to be like: Pod Security's level {@code restricted}, and what lets it
 * start, heal and stop without losing a request.
 */
final class PodRules {

	/** Pauses as well, at the end. */
	static final String AWAIT_SUCCESSOR = "/opt/cosymesh/bin/await-successor";

	private static final Set<String> VOLUMES = Set.of("configMap", "csi", "downwardAPI", "emptyDir", "ephemeral",
			"persistentVolumeClaim", "projected", "secret");

	private static final Set<String> HOST = Set.of("hostNetwork", "hostPID", "hostIPC");

	private final List<String> faults = new ArrayList<>();

	private PodRules() {
	}

	static List<String> faults(Manifests manifests) {
		PodRules rules = new PodRules();
		manifests.all("Deployment").forEach((deployment) -> rules.pod(Manifests.name(deployment), deployment));
		return rules.faults;
	}

	private void pod(String name, JsonNode deployment) {
		JsonNode pod = deployment.at("/spec/template/spec");
		restricted(name, pod);
		stream(pod.path("initContainers")).forEach((container) -> {
			container(name, pod, container);
			demand(!staysOn(container) || container.path("livenessProbe").isObject(), name, container,
					"no liveness probe");
		});
		stream(pod.path("containers")).forEach((container) -> {
			container(name, pod, container);
			demand(container.path("livenessProbe").isObject(), name, container, "no liveness probe");
			boolean serves = container.path("name").asString("").equals(name);
			demand(serves, name, container, "is told to stop with the service, not after it");
			if (serves) {
				service(name, pod, container);
			}
		});
		int grace = pod.path("terminationGracePeriodSeconds").asInt(30);
		demand(grace >= 15 + 60, name, "terminationGracePeriodSeconds is shorter than pause and drain together");
		boolean callsTheApi = name.equals("identity-ca");
		demand(pod.path("automountServiceAccountToken").isBoolean()
				&& pod.path("automountServiceAccountToken").asBoolean() == callsTheApi, name,
				"automountServiceAccountToken is not " + callsTheApi);
		demand(pod.path("serviceAccountName").asString("").equals(name), name, "serviceAccountName is not its own");
		demand(pod.path("topologySpreadConstraints").size() > 0, name, "no topology spread");
	}

	private void restricted(String name, JsonNode pod) {
		HOST.forEach((field) -> demand(!pod.path(field).asBoolean(false), name, field));
		stream(pod.path("volumes")).forEach((volume) -> {
			Stream<String> types = volume.propertyNames().stream().filter((type) -> !type.equals("name"));
			demand(types.allMatch(VOLUMES::contains), name,
					"volume '%s' is of a type that is not allowed".formatted(volume.path("name").asString("")));
		});
		demand(stream(pod.path("ephemeralContainers")).findAny().isEmpty(), name, "ephemeral containers");
	}

	private void container(String name, JsonNode pod, JsonNode container) {
		JsonNode own = container.path("securityContext");
		JsonNode shared = pod.path("securityContext");
		demand(either(own, shared, "runAsNonRoot").asBoolean(false), name, container, "runAsNonRoot is not true");
		demand(either(own, shared, "runAsUser").asInt(0) > 0, name, container, "runAsUser is root or left open");
		demand(either(own, shared, "seccompProfile").path("type").asString("").equals("RuntimeDefault"), name,
				container, "seccomp profile is not RuntimeDefault");
		demand(own.path("allowPrivilegeEscalation").isBoolean() && !own.path("allowPrivilegeEscalation").asBoolean(),
				name, container, "allowPrivilegeEscalation is not false");
		demand(!own.path("privileged").asBoolean(false), name, container, "privileged");
		demand(own.path("readOnlyRootFilesystem").asBoolean(false), name, container, "root file system is writable");
		JsonNode capabilities = own.path("capabilities");
		demand(stream(capabilities.path("drop")).anyMatch((drop) -> drop.asString().equals("ALL")), name, container,
				"capabilities are not dropped");
		demand(capabilities.path("add").isEmpty(), name, container, "capabilities are added");
		demand(stream(container.path("ports")).noneMatch((port) -> port.has("hostPort")), name, container, "host port");
		for (String amount : List.of("cpu", "memory", "ephemeral-storage")) {
			demand(container.at("/resources/requests").has(amount), name, container, "no request of " + amount);
			demand(container.at("/resources/limits").has(amount), name, container, "no limit of " + amount);
		}
	}

	private void service(String name, JsonNode pod, JsonNode container) {
		for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
			demand(container.path(probe).at("/httpGet/port").asString("").equals("management"), name, container,
					probe + " does not ask the management port");
		}
		demand(container.at("/readinessProbe/httpGet/path").asString("").equals("/actuator/health/readiness"), name,
				container, "readiness is not asked for readiness");
		demand(container.at("/livenessProbe/httpGet/path").asString("").equals("/actuator/health/liveness"), name,
				container, "liveness is not asked for liveness");
		demand(container.at("/lifecycle/preStop/sleep/seconds").asInt(0) >= 5
				|| container.at("/lifecycle/preStop/exec/command/0").asString("").equals(AWAIT_SUCCESSOR), name,
				container, "no pause before it stops");
		demand(stream(container.path("volumeMounts"))
			.anyMatch((mount) -> mount.path("mountPath").asString("").equals("/var/lib/cosymesh")), name, container,
				"no state volume");
		if (!name.equals("identity-ca")) {
			token(name, pod, container);
		}
	}

	private void token(String name, JsonNode pod, JsonNode container) {
		demand(stream(pod.path("volumes")).flatMap((volume) -> stream(volume.at("/projected/sources")))
			.map((source) -> source.path("serviceAccountToken"))
			.filter((token) -> token.path("audience").asString("").equals("identity-ca"))
			.allMatch((token) -> token.path("expirationSeconds").asInt(0) <= 3600), name, "its token lives too long");
		demand(stream(container.path("volumeMounts"))
			.anyMatch((mount) -> mount.path("mountPath").asString("").equals("/run/cosymesh/token")), name, container,
				"no token for identity-ca");
		demand(stream(pod.path("volumes")).map((volume) -> volume.path("configMap"))
			.anyMatch((map) -> map.path("name").asString("").equals("cosymesh-trust-bundle")
					&& !map.path("optional").asBoolean(false)
					&& stream(map.path("items"))
						.anyMatch((item) -> item.path("key").asString("").equals("trust-bundle.json"))),
				name, "it does not wait for the trust bundle");
	}

	// A sidecar, which Kubernetes stops after the containers that it is there for.
	private static boolean staysOn(JsonNode initContainer) {
		return initContainer.path("restartPolicy").asString("").equals("Always");
	}

	private static JsonNode either(JsonNode own, JsonNode shared, String field) {
		return own.has(field) ? own.path(field) : shared.path(field);
	}

	private void demand(boolean met, String pod, JsonNode container, String fault) {
		demand(met, pod + "/" + container.path("name").asString(""), fault);
	}

	private void demand(boolean met, String where, String fault) {
		if (!met) {
			this.faults.add(where + ": " + fault);
		}
	}

	static Stream<JsonNode> stream(JsonNode array) {
		return StreamSupport.stream(array.spliterator(), false);
	}

}
