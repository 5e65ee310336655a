package io.cosymesh.deployment;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class OverlaysTests {

	@ParameterizedTest
	@EnumSource
	void everyObjectIsOfItsKind(Overlay overlay) {
		assertThat(StrictSchema.faults(overlay.render())).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void everyPodIsRestrictedProbedAndBounded(Overlay overlay) {
		assertThat(PodRules.faults(overlay.render())).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void nothingIsAppliedTwiceOrNamedWithoutBeingThere(Overlay overlay) {
		assertThat(ManifestRules.faults(overlay.render(), overlay.fromElsewhere())).isEmpty();
	}

	@ParameterizedTest
	@EnumSource
	void networkAddressesAndAccountsAreThoseOfThePolicies(Overlay overlay) {
		assertThat(Consistency.faults(overlay.render(), ServicePolicies.read(), overlay.waysOut())).isEmpty();
	}

	@Test
	void oneReplicaOwnsAFileAndSeveralShareADatabase() {
		for (String name : List.of("identity-ca", "backend-api", "webui-service")) {
			JsonNode local = Overlay.LOCAL.render().find("Deployment", name);
			assertThat(local.at("/spec/replicas").asInt()).isOne();
			assertThat(local.at("/spec/strategy/type").asString())
				.isEqualTo(name.equals("webui-service") ? "RollingUpdate" : "Recreate");
			JsonNode production = Overlay.PRODUCTION.render().find("Deployment", name);
			assertThat(production.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
			assertThat(production.findValues("persistentVolumeClaim")).isEmpty();
		}
	}

	@Test
	void gatewayWithAFileIsSucceededOnItsNodeBeforeItEnds() {
		JsonNode local = Overlay.LOCAL.render().find("Deployment", "webui-service").path("spec");
		assertThat(local.at("/strategy/rollingUpdate/maxUnavailable").asInt(-1)).isZero();
		assertThat(local.path("minReadySeconds").asInt(-1)).isZero();
		JsonNode pod = local.at("/template/spec");
		assertThat(pod
			.at("/affinity/podAffinity/requiredDuringSchedulingIgnoredDuringExecution/0/labelSelector/matchLabels"))
			.isEqualTo(local.at("/selector/matchLabels"));
		JsonNode container = pod.at("/containers/0");
		assertThat(container.at("/lifecycle/preStop/exec/command/0").asString()).isEqualTo(PodRules.AWAIT_SUCCESSOR);
		assertThat(container.at("/lifecycle/preStop").has("sleep")).isFalse();
		assertThat(Overlay.LOCAL.render().all("ConfigMap"))
			.anyMatch((map) -> map.at("/data/COSYMESH_ACCESS_DATABASE_STANDBY").asString("").equals("3m"));
	}

	@Test
	void onePodKeepsItsAddressUntilItIsGoneAndOneOfSeveralLosesIt() {
		assertThat(
				Overlay.LOCAL.render().find("Service", "backend-api").at("/spec/publishNotReadyAddresses").asBoolean())
			.isTrue();
		assertThat(Overlay.PRODUCTION.render().all("Service"))
			.noneMatch((service) -> service.path("spec").has("publishNotReadyAddresses"));
	}

	@Test
	void productionHasTwoOfEverythingAndKeepsOneWhileNodesAreDrained() {
		Manifests production = Overlay.PRODUCTION.render();
		for (String name : ServicePolicies.SERVICES) {
			JsonNode replicas = production.find("Deployment", name).at("/spec/replicas");
			if (name.equals("identity-ca")) {
				assertThat(replicas.asInt()).isEqualTo(2);
			}
			else {
				assertThat(replicas.isMissingNode()).as("the autoscaler of %s decides", name).isTrue();
				assertThat(production.find("HorizontalPodAutoscaler", name).at("/spec/minReplicas").asInt())
					.isEqualTo(2);
			}
			assertThat(production.find("PodDisruptionBudget", name).at("/spec/maxUnavailable").asInt()).isOne();
		}
	}

	@Test
	void callersThatBalanceSeeEveryPod() {
		for (String name : List.of("backend-api", "audio-processor", "inference-engine")) {
			assertThat(Overlay.PRODUCTION.render().find("Service", name).at("/spec/clusterIP").asString())
				.isEqualTo("None");
		}
	}

	@Test
	void cosyvoiceIsReachedOverLoopbackAlone() {
		Manifests gpu = Overlay.GPU.render();
		assertThat(gpu.pod("inference-engine").at("/initContainers/0").has("ports")).isFalse();
		assertThat(gpu.all("ConfigMap")
			.flatMap((map) -> map.path("data").properties().stream())
			.filter((entry) -> entry.getKey().equals("COSYMESH_ENGINE_COSYVOICE_URL"))
			.map((entry) -> entry.getValue().asString())).containsExactly("http://127.0.0.1:50000");
	}

	@Test
	void engineSpeaksWhileCosyvoiceLoadsAndEndsBeforeIt() {
		JsonNode runtime = Overlay.GPU.render().pod("inference-engine").at("/initContainers/0");
		assertThat(runtime.path("name").asString()).isEqualTo("cosyvoice");
		assertThat(runtime.path("restartPolicy").asString()).isEqualTo("Always");
		for (String wait : List.of("startupProbe", "readinessProbe", "lifecycle")) {
			assertThat(runtime.has(wait)).as(wait).isFalse();
		}
	}

	@Test
	void noSourceHoldsASecret() {
		for (Overlay overlay : Overlay.values()) {
			assertThat(overlay.render().all("Secret")).isEmpty();
		}
	}

	@Test
	void everyServiceSpeaksTheNameOfItsNamespaceAndProvesItByItsToken() {
		Manifests local = Overlay.LOCAL.render();
		JsonNode settings = local.all("ConfigMap")
			.filter((map) -> Manifests.name(map).startsWith("mesh-settings"))
			.findFirst()
			.orElseThrow();
		assertThat(settings.at("/data/COSYMESH_IDENTITY_ATTESTATION_TOKEN").asString())
			.isEqualTo("/run/cosymesh/token/token");
		assertThat(settings.at("/data/COSYMESH_IDENTITY_ATTESTATION_WORKLOADKEY").asString("?")).isEmpty();
	}

	@Test
	void prometheusRuleSaysWhatTheRuleFileSays() {
		JsonNode rule = Overlay.PRODUCTION_WITH_ALL.render().find("PrometheusRule", "cosymesh");
		JsonNode file = Yaml.file(Path.of("../k8s/observability/prometheus-rules.yaml"));
		assertThat(rule.at("/spec/groups")).isEqualTo(file.path("groups")).isNotEmpty();
	}

	@Test
	void noManifestIsPartOfNothing() {
		Set<String> orphans = Sources.manifests();
		Sources.kustomizations().forEach((kustomization) -> orphans.removeAll(Sources.namedBy(kustomization)));
		assertThat(orphans).containsExactlyInAnyOrder("k8s/overlays/production/secrets.example.yaml",
				"k8s/observability/prometheus-rules.yaml");
		Set<String> once = new TreeSet<>();
		Sources.kustomizations()
			.forEach((kustomization) -> Sources.namedBy(kustomization)
				.forEach((file) -> assertThat(once.add(file)).as("%s is named once", file).isTrue()));
	}

}
