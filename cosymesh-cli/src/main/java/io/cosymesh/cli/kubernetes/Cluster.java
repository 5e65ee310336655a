package io.cosymesh.cli.kubernetes;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.cosymesh.cli.stack.MeshService;
import tools.jackson.databind.JsonNode;

/**
 * What a namespace holds of CosyMesh, at one moment. A pod belongs to the service whose
 * ServiceAccount it has, as its identity does.
 *
 * @param workloads what makes pods
 * @param pods the pods
 */
record Cluster(List<Workload> workloads, List<Pod> pods) {

	/**
	 * Reads a listing of pods, Deployments and StatefulSets.
	 */
	static Cluster of(JsonNode list) {
		List<JsonNode> items = list.path("items").valueStream().toList();
		return new Cluster(items.stream().filter((item) -> !kind(item).equals("Pod")).map(Workload::of).toList(),
				items.stream().filter((item) -> kind(item).equals("Pod")).map(Pod::of).filter(Pod::counts).toList());
	}

	private static String kind(JsonNode item) {
		return item.path("kind").asString("");
	}

	boolean isEmpty() {
		return MeshService.all().stream().allMatch((service) -> workload(service).isEmpty());
	}

	Optional<Workload> workload(MeshService service) {
		return this.workloads.stream().filter((each) -> each.name().equals(service.serviceAccount())).findFirst();
	}

	List<Pod> pods(MeshService service) {
		return this.pods.stream().filter((pod) -> pod.serviceAccount().equals(service.serviceAccount())).toList();
	}

	/**
	 * Returns a pod of a service that can be asked, a ready one if there is any.
	 */
	Optional<Pod> best(MeshService service) {
		return pods(service).stream()
			.filter(Pod::isRunning)
			.sorted((one, other) -> Boolean.compare(other.ready(), one.ready()))
			.findFirst();
	}

	/**
	 * What makes the pods of a service.
	 *
	 * @param kind such as deployment
	 * @param name its name
	 * @param replicas how many pods there should be
	 */
	record Workload(String kind, String name, int replicas) {

		private static Workload of(JsonNode item) {
			return new Workload(Cluster.kind(item).toLowerCase(Locale.ROOT),
					item.path("metadata").path("name").asString(""), item.path("spec").path("replicas").asInt(1));
		}

		String reference() {
			return this.kind + "/" + this.name;
		}

	}

}
