package io.cosymesh.deployment;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Each check finds what it is there for: a copy with one fault is refused, for that fault
 * and no other.
 */
class PlantedFaultsTests {

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void schemaRefuses(String fault, Consumer<Manifests> change) {
		assertOnly(StrictSchema.faults(changed(change)), fault);
	}

	static Stream<Arguments> schemaRefuses() {
		return Stream.of(planted("\"replica\"", (all) -> spec(all, "backend-api").put("replica", 2)),
				planted("\"readOnlyRootFileSystem\"",
						(all) -> security(all, "backend-api").put("readOnlyRootFileSystem", true)),
				planted("\"namespaceselector\"",
						(all) -> ((ObjectNode) all.find("NetworkPolicy", "management").at("/spec/ingress/0/from/0"))
							.putObject("namespaceselector")),
				planted("nobody expects 'apps/v1beta1 Deployment'",
						(all) -> all.find("Deployment", "backend-api").put("apiVersion", "apps/v1beta1")),
				planted("Cannot deserialize", (all) -> spec(all, "backend-api").put("replicas", "many")));
	}

	@Test
	void schemaRefusesWhatAnOperatorsKindDoesNotHave() {
		Manifests all = Overlay.PRODUCTION_WITH_ALL.render();
		((ObjectNode) all.find("PodMonitor", "cosymesh").path("spec")).put("pathh", "/metrics");
		((ObjectNode) all.find("Certificate", "mesh-root").path("spec")).put("isCa", true);
		((ObjectNode) all.find("TLSRoute", "webui-service").path("spec")).put("hostname", "a");
		assertThat(StrictSchema.faults(all)).hasSize(3);
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void podRulesRefuse(String fault, Consumer<Manifests> change) {
		assertOnly(PodRules.faults(changed(change)), fault);
	}

	static Stream<Arguments> podRulesRefuse() {
		return Stream.of(planted("hostNetwork", (all) -> all.pod("backend-api").put("hostNetwork", true)),
				planted("volume 'tmp' is of a type that is not allowed", (all) -> {
					ObjectNode tmp = (ObjectNode) PodRules.stream(all.pod("backend-api").path("volumes"))
						.filter((volume) -> volume.path("name").asString("").equals("tmp"))
						.findFirst()
						.orElseThrow();
					tmp.remove("emptyDir");
					tmp.putObject("hostPath").put("path", "/tmp");
				}),
				planted("runAsNonRoot is not true",
						(all) -> ((ObjectNode) all.pod("backend-api").path("securityContext")).remove("runAsNonRoot")),
				planted("runAsUser is root", (all) -> security(all, "backend-api").put("runAsUser", 0)),
				planted("seccomp profile is not RuntimeDefault",
						(all) -> ((ObjectNode) all.pod("backend-api").path("securityContext"))
							.remove("seccompProfile")),
				planted("allowPrivilegeEscalation is not false",
						(all) -> security(all, "backend-api").remove("allowPrivilegeEscalation")),
				planted("privileged", (all) -> security(all, "backend-api").put("privileged", true)),
				planted("root file system is writable",
						(all) -> security(all, "backend-api").put("readOnlyRootFilesystem", false)),
				planted("capabilities are not dropped", (all) -> security(all, "backend-api").remove("capabilities")),
				planted("capabilities are added",
						(all) -> ((ObjectNode) security(all, "backend-api").path("capabilities")).putArray("add")
							.add("NET_ADMIN")),
				planted("host port",
						(all) -> ((ObjectNode) container(all, "backend-api").path("ports").get(0)).put("hostPort",
								8443)),
				planted("no limit of memory",
						(all) -> ((ObjectNode) container(all, "backend-api").at("/resources/limits")).remove("memory")),
				planted("no request of cpu",
						(all) -> ((ObjectNode) container(all, "backend-api").at("/resources/requests")).remove("cpu")),
				planted("startupProbe does not ask the management port",
						(all) -> container(all, "backend-api").remove("startupProbe")),
				planted("readiness is not asked for readiness",
						(all) -> ((ObjectNode) container(all, "backend-api").at("/readinessProbe/httpGet")).put("path",
								"/actuator/health/liveness")),
				planted("no pause before it stops", (all) -> container(all, "backend-api").remove("lifecycle")),
				planted("terminationGracePeriodSeconds is shorter",
						(all) -> all.pod("backend-api").put("terminationGracePeriodSeconds", 60)),
				planted("automountServiceAccountToken is not false",
						(all) -> all.pod("backend-api").put("automountServiceAccountToken", true)),
				planted("serviceAccountName is not its own",
						(all) -> all.pod("backend-api").put("serviceAccountName", "identity-ca")),
				planted("no topology spread", (all) -> all.pod("backend-api").remove("topologySpreadConstraints")),
				planted("it does not wait for the trust bundle",
						(all) -> PodRules.stream(all.pod("backend-api").path("volumes"))
							.filter((volume) -> volume.path("name").asString("").equals("trust"))
							.forEach((volume) -> ((ObjectNode) volume.path("configMap")).put("optional", true))),
				planted("its token lives too long",
						(all) -> all.pod("backend-api")
							.findValues("serviceAccountToken")
							.forEach((token) -> ((ObjectNode) token).put("expirationSeconds", 86400))));
	}

	@Test
	void podRulesRefuseWhatEndsBeforeTheServiceThatNeedsIt() {
		Manifests all = Overlay.GPU.render();
		ObjectNode pod = all.pod("inference-engine");
		ObjectNode runtime = (ObjectNode) pod.at("/initContainers/0");
		((ArrayNode) pod.path("containers")).add(runtime);
		pod.remove("initContainers");
		runtime.remove("restartPolicy");
		assertOnly(PodRules.faults(all), "inference-engine/cosyvoice: is told to stop with the service, not after it");
	}

	@Test
	void podRulesRefuseASidecarThatNobodyHeals() {
		Manifests all = Overlay.GPU.render();
		((ObjectNode) all.pod("inference-engine").at("/initContainers/0")).remove("livenessProbe");
		assertOnly(PodRules.faults(all), "inference-engine/cosyvoice: no liveness probe");
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void manifestRulesRefuse(String fault, Consumer<Manifests> change) {
		assertOnly(ManifestRules.faults(changed(change), Set.of()), fault);
	}

	static Stream<Arguments> manifestRulesRefuse() {
		return Stream.of(
				planted("Applied twice: apps Deployment/backend-api",
						(all) -> all.documents().add(all.find("Deployment", "backend-api").deepCopy())),
				planted("Image without a version",
						(all) -> all.pod("inference-engine")
							.putArray("initContainers")
							.addObject()
							.put("image", "debian:latest")),
				planted("Images of several versions: [0.0.9, 0.1.0]",
						(all) -> container(all, "backend-api").put("image", "cosymesh/backend-api:0.0.9")),
				planted("names Secret/somewhere, which nobody makes",
						(all) -> ((ArrayNode) all.pod("backend-api").path("volumes")).addObject()
							.put("name", "x")
							.putObject("secret")
							.put("secretName", "somewhere")),
				planted("identity-ca may [", (all) -> {
					ObjectNode rule = ((ArrayNode) all.find("ClusterRole", "cosymesh-identity-ca").path("rules"))
						.addObject();
					rule.putArray("resources").add("secrets");
					rule.putArray("verbs").add("get");
				}),
				planted("Somebody else is bound to a role",
						(all) -> ((ArrayNode) all.find("RoleBinding", "identity-ca").path("subjects")).addObject()
							.put("name", "backend-api")),
				planted("The namespace does not enforce 'restricted'",
						(all) -> ((ObjectNode) all.find("Namespace", "cosymesh").at("/metadata/labels"))
							.put("pod-security.kubernetes.io/enforce", "baseline")),
				planted("The namespace does not join the mesh",
						(all) -> ((ObjectNode) all.find("Namespace", "cosymesh").at("/metadata/labels"))
							.remove("cosymesh.io/identity")),
				planted("In no namespace or another one: Role/identity-ca",
						(all) -> ((ObjectNode) all.find("Role", "identity-ca").path("metadata")).put("namespace",
								"default")));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource
	void consistencyRefuses(String fault, BiConsumer<Manifests, ServicePolicies> change) {
		Manifests all = Overlay.LOCAL.render();
		ServicePolicies policies = ServicePolicies.read().copy();
		change.accept(all, policies);
		assertThat(Consistency.faults(all, policies, Overlay.LOCAL.waysOut())).isNotEmpty()
			.anySatisfy((found) -> assertThat(found).contains(fault));
	}

	static Stream<Arguments> consistencyRefuses() {
		return Stream.of(
				told("rule without a way in: inference-engine -> audio-processor:8443",
						(all, policies) -> allow(policies, "audio-processor", "inference-engine")),
				told("rule without a call: inference-engine -> audio-processor:8443",
						(all, policies) -> allow(policies, "audio-processor", "inference-engine")),
				told("way in without a rule: inference-engine -> audio-processor:8443",
						(all, policies) -> callerOf(all, "audio-processor", "inference-engine")),
				told("way out without a rule: audio-processor -> backend-api:8443",
						(all, policies) -> calledBy(all, "audio-processor", "backend-api")),
				told("rule without a way in: backend-api -> inference-engine:8443",
						(all, policies) -> ((ArrayNode) all.find("NetworkPolicy", "inference-engine")
							.at("/spec/ingress/0/from")).remove(0)),
				told("rule without a way out: webui-service -> identity-ca:8444", (all,
						policies) -> ((ArrayNode) all.find("NetworkPolicy", "webui-service").at("/spec/egress/0/ports"))
							.remove(1)),
				told("way in without a rule: backend-api -> audio-processor:8081",
						(all, policies) -> ((ArrayNode) all.find("NetworkPolicy", "audio-processor")
							.at("/spec/ingress/0/ports")).addObject().put("protocol", "TCP").put("port", 8081)),
				told("Pods are not shut by default",
						(all, policies) -> all.documents().remove(all.find("NetworkPolicy", "default-deny"))),
				told("way in from anywhere without an expectation: backend-api:8443",
						(all, policies) -> ((ObjectNode) all.find("NetworkPolicy", "backend-api").at("/spec/ingress/0"))
							.remove("from")),
				told("way out to anywhere without an expectation: inference-engine:0", (all,
						policies) -> ((ArrayNode) all.find("NetworkPolicy", "inference-engine").at("/spec/egress"))
							.addObject()),
				told("way from or to another namespace without an expectation: backend-api from", (all,
						policies) -> ((ArrayNode) all.find("NetworkPolicy", "backend-api").at("/spec/ingress/0/from"))
							.addObject()
							.putObject("namespaceSelector")),
				told("No Service leads from 'backend-api -> audio-processor:8443'",
						(all, policies) -> all.documents().remove(all.find("Service", "audio-processor"))),
				told("No Service leads from 'backend-api -> inference-engine:8443'",
						(all, policies) -> ((ObjectNode) all.find("Service", "inference-engine").at("/spec/ports/0"))
							.put("targetPort", "management")),
				told("No Service leads from 'webui-service -> backend-api:8443'",
						(all, policies) -> ((ObjectNode) all.find("Service", "backend-api").at("/spec/selector"))
							.put("app.kubernetes.io/name", "backend")),
				told("call without a rule: backend-api -> inference-engine:9445",
						(all, policies) -> ((ObjectNode) policies.container("backend-api")
							.at("/cosymesh/peers/inference-engine")).put("url", "https://inference-engine:9445")),
				told("service account without a service: debug",
						(all, policies) -> all.documents()
							.add(renamed(all.find("ServiceAccount", "operator"), "debug"))),
				told("ServiceAccount 'backend-api' mounts its token everywhere",
						(all, policies) -> all.find("ServiceAccount", "backend-api")
							.remove("automountServiceAccountToken")),
				told("A rule allows 'grafana', which is no service account",
						(all, policies) -> allow(policies, "backend-api", "grafana")),
				told("deployment without a service: stranger", (all, policies) -> all.documents()
					.add(renamed(all.find("Deployment", "backend-api"), "stranger"))));
	}

	private static void allow(ServicePolicies policies, String callee, String caller) {
		((ArrayNode) policies.rules(callee).get(0).path("allow")).add(caller);
	}

	private static void callerOf(Manifests all, String callee, String caller) {
		peer((ArrayNode) all.find("NetworkPolicy", callee).at("/spec/ingress/0/from"), caller);
	}

	private static void calledBy(Manifests all, String caller, String callee) {
		peer((ArrayNode) all.find("NetworkPolicy", caller).at("/spec/egress/0/to"), callee);
	}

	private static void peer(ArrayNode peers, String service) {
		peers.addObject().putObject("podSelector").putObject("matchLabels").put("app.kubernetes.io/name", service);
	}

	private static ObjectNode renamed(ObjectNode document, String name) {
		ObjectNode copy = document.deepCopy();
		((ObjectNode) copy.path("metadata")).put("name", name);
		return copy;
	}

	private static Manifests changed(Consumer<Manifests> change) {
		Manifests all = Overlay.LOCAL.render();
		change.accept(all);
		return all;
	}

	private static ObjectNode spec(Manifests all, String deployment) {
		return (ObjectNode) all.find("Deployment", deployment).path("spec");
	}

	private static ObjectNode container(Manifests all, String service) {
		return (ObjectNode) PodRules.stream(all.pod(service).path("containers"))
			.filter((container) -> container.path("name").asString("").equals(service))
			.findFirst()
			.orElseThrow();
	}

	private static ObjectNode security(Manifests all, String service) {
		return (ObjectNode) container(all, service).path("securityContext");
	}

	private static void assertOnly(List<String> faults, String fault) {
		assertThat(faults).hasSize(1).allSatisfy((found) -> assertThat(found).contains(fault));
	}

	private static Arguments planted(String fault, Consumer<Manifests> change) {
		return arguments(fault, change);
	}

	private static Arguments told(String fault, BiConsumer<Manifests, ServicePolicies> change) {
		return arguments(fault, change);
	}

}
