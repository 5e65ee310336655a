package io.cosymesh.cli.kubernetes;

import java.util.List;

import io.cosymesh.cli.stack.MeshService;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ClusterTests {

	private static final String LISTING = """
			{"items": [
			 {"kind": "Deployment", "metadata": {"name": "backend-api"}, "spec": {"replicas": 3}},
			 {"kind": "StatefulSet", "metadata": {"name": "identity-ca"}, "spec": {}},
			 {"kind": "Deployment", "metadata": {"name": "grafana"}, "spec": {"replicas": 1}},
			 {"kind": "Pod", "metadata": {"name": "backend-api-a"}, "spec": {"serviceAccountName": "backend-api"},
			  "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "False"}],
			   "containerStatuses": [{"name": "backend-api", "restartCount": 4, "state": {"waiting":
			    {"reason": "CrashLoopBackOff"}}, "lastState": {"terminated": {"exitCode": 137, "reason": "OOMKilled"}}}]}},
			 {"kind": "Pod", "metadata": {"name": "backend-api-b"}, "spec": {"serviceAccountName": "backend-api"},
			  "status": {"phase": "Running", "conditions": [{"type": "Ready", "status": "True"}],
			   "containerStatuses": [{"name": "backend-api", "restartCount": 0, "state": {"running": {}}}]}},
			 {"kind": "Pod", "metadata": {"name": "backend-api-c", "deletionTimestamp": "2026-11-30T12:00:00Z"},
			  "spec": {"serviceAccountName": "backend-api"}, "status": {"phase": "Running"}},
			 {"kind": "Pod", "metadata": {"name": "backup-1"}, "spec": {"serviceAccountName": "backend-api"},
			  "status": {"phase": "Succeeded"}},
			 {"kind": "Pod", "metadata": {"name": "inference-engine-a"},
			  "spec": {"serviceAccountName": "inference-engine"}, "status": {"phase": "Pending", "conditions":
			   [{"type": "PodScheduled", "status": "False", "message": "0/1 nodes are available"}]}},
			 {"kind": "Pod", "metadata": {"name": "audio-processor-a"}, "spec": {"serviceAccountName": "audio-processor"},
			  "status": {"phase": "Pending",
			   "initContainerStatuses": [{"name": "sidecar", "restartCount": 2, "state": {"waiting":
			    {"reason": "ImagePullBackOff"}}}],
			   "containerStatuses": [{"name": "audio-processor", "restartCount": 0, "state": {"waiting":
			    {"reason": "PodInitializing"}}}]}}]}""";

	private final Cluster cluster = Cluster.of(JsonMapper.shared().readTree(LISTING));

	@Test
	void podsBelongToTheServiceWhoseAccountTheyHave() {
		assertThat(this.cluster.pods(MeshService.BACKEND_API)).extracting(Pod::name)
			.containsExactly("backend-api-a", "backend-api-b");
		assertThat(this.cluster.pods(MeshService.WEBUI_SERVICE)).isEmpty();
	}

	@Test
	void readyPodIsAskedFirst() {
		assertThat(this.cluster.best(MeshService.BACKEND_API)).map(Pod::name).hasValue("backend-api-b");
		assertThat(this.cluster.best(MeshService.INFERENCE_ENGINE)).isEmpty();
	}

	@Test
	void whatIsWrongIsSaidInWords() {
		List<Pod> pods = this.cluster.pods(MeshService.BACKEND_API);
		assertThat(pods.getFirst().reason())
			.isEqualTo("container backend-api waits: CrashLoopBackOff, it ended with exit code 137 (OOMKilled)");
		assertThat(pods.getFirst().restarts()).isEqualTo(4);
		assertThat(pods.getLast().reason()).isEmpty();
		assertThat(this.cluster.pods(MeshService.INFERENCE_ENGINE).getFirst().reason())
			.isEqualTo("it has no node: 0/1 nodes are available");
	}

	@Test
	void sidecarIsOneOfThePodsContainers() {
		Pod pod = this.cluster.pods(MeshService.AUDIO_PROCESSOR).getFirst();
		assertThat(pod.reason()).isEqualTo("container sidecar waits: ImagePullBackOff");
		assertThat(pod.restarts()).isEqualTo(2);
	}

	@Test
	void workloadsAreNamedAsTheServices() {
		assertThat(this.cluster.workload(MeshService.BACKEND_API)).map(Cluster.Workload::reference)
			.hasValue("deployment/backend-api");
		assertThat(this.cluster.workload(MeshService.IDENTITY_CA))
			.hasValue(new Cluster.Workload("statefulset", "identity-ca", 1));
		assertThat(this.cluster.isEmpty()).isFalse();
		assertThat(Cluster.of(JsonMapper.shared().readTree("{\"items\": []}")).isEmpty()).isTrue();
	}

}
