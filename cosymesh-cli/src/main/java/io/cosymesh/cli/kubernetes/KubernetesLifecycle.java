package io.cosymesh.cli.kubernetes;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.stack.MeshNames;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.ServiceReport;
import io.cosymesh.cli.stack.StartOptions;

/**
 * Starts and stops CosyMesh in a namespace.
 */
final class KubernetesLifecycle {

	private static final String PATIENCE = "--timeout=5m";

	private final Kubectl kubectl;

	private final KubernetesContext context;

	private final Path root;

	private final Console console;

	KubernetesLifecycle(Kubectl kubectl, KubernetesContext context, Path root, Console console) {
		this.kubectl = kubectl;
		this.context = context;
		this.root = root;
		this.console = console;
	}

	void up(StartOptions options) {
		if (options.port() != null || options.svidTtl() != null) {
			throw CommandFailure.usage("--port and --svid-ttl are for the local stack; in a cluster an overlay says it:"
					+ " docs/deploy-kubernetes.md");
		}
		this.kubectl.watch(this.console, "apply", "--kustomize=" + overlay(options.overlay()));
		List<Cluster.Workload> workloads = workloads(MeshService.all());
		// What down has scaled to none, an overlay whose replicas an autoscaler counts
		// leaves so.
		workloads.stream()
			.filter((workload) -> workload.replicas() == 0)
			.forEach((workload) -> this.kubectl.watch(this.console, "scale", workload.reference(), "--replicas=1"));
		await(workloads);
		this.context.credentials().print(this.console);
		this.console.say(this.context.guidance().wayToGateway());
	}

	void down(boolean agreed) {
		List<Cluster.Workload> workloads = workloads(MeshService.all());
		if (workloads.stream().allMatch((workload) -> workload.replicas() == 0)) {
			this.console.say("CosyMesh is not running.");
			return;
		}
		if (!agreed) {
			throw CommandFailure
				.usage("this would scale all services of namespace %s to no pods, for everybody who uses"
					.formatted(this.kubectl.namespace()) + " them; say so with --yes");
		}
		this.kubectl.watch(this.console,
				Stream.concat(Stream.of("scale", "--replicas=0"), workloads.stream().map(Cluster.Workload::reference))
					.toArray(String[]::new));
		this.console.say(this.context.guidance()
			.wording("Scaled all services to none. Volumes, Secrets and policies stay; ./cosymesh up brings it back,"
					+ " kubectl delete --kustomize would delete it all."));
	}

	void restart(List<MeshService> services) {
		List<MeshService> chosen = services.isEmpty() ? ServiceReport.ailing(this.context.inspect()) : services;
		if (chosen.isEmpty()) {
			this.console.say("Everything is running; name a service to restart it.");
			return;
		}
		List<Cluster.Workload> workloads = workloads(chosen);
		if (workloads.isEmpty()) {
			throw CommandFailure.unavailable("there is no Deployment of %s in namespace %s; ./cosymesh up makes it"
				.formatted(MeshNames.list(chosen), this.kubectl.namespace()));
		}
		workloads.forEach((workload) -> this.kubectl.watch(this.console, "rollout", "restart", workload.reference()));
		await(workloads);
	}

	private void await(List<Cluster.Workload> workloads) {
		workloads.forEach(
				(workload) -> this.kubectl.watch(this.console, "rollout", "status", workload.reference(), PATIENCE));
	}

	private List<Cluster.Workload> workloads(List<MeshService> services) {
		Cluster cluster = this.context.cluster();
		return services.stream().flatMap((service) -> cluster.workload(service).stream()).toList();
	}

	private Path overlay(String name) {
		Path named = this.root.resolve("k8s").resolve("overlays").resolve(name);
		Path folder = Files.isDirectory(named) ? named : Path.of(name).toAbsolutePath();
		if (!Files.isDirectory(folder)) {
			throw CommandFailure.usage("--overlay: there is neither %s nor a folder %s".formatted(named, name));
		}
		return folder;
	}

}
