package io.cosymesh.cli.kubernetes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.stack.LogRequest;
import io.cosymesh.cli.stack.MeshNames;

/**
 * What the pods of one service or of all wrote.
 */
final class PodLogs {

	private final Kubectl kubectl;

	private final Cluster cluster;

	private final LogRequest request;

	private final Console console;

	PodLogs(Kubectl kubectl, Cluster cluster, LogRequest request, Console console) {
		this.kubectl = kubectl;
		this.cluster = cluster;
		this.request = request;
		this.console = console;
	}

	void print() {
		List<Pod> pods = this.request.services()
			.stream()
			.flatMap((service) -> this.cluster.pods(service).stream())
			.toList();
		if (pods.isEmpty()) {
			throw CommandFailure.unavailable("no pod of %s is in namespace %s"
				.formatted(MeshNames.list(this.request.services()), this.kubectl.namespace()));
		}
		Map<Pod, String> names = names(pods);
		if (!this.request.follow()) {
			pods.forEach((pod) -> print(pod, names));
			return;
		}
		try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			pods.stream()
				.map((pod) -> CompletableFuture.runAsync(() -> print(pod, names), threads))
				.toList()
				.forEach(CompletableFuture::join);
		}
	}

	private void print(Pod pod, Map<Pod, String> names) {
		List<String> command = new ArrayList<>(
				List.of("logs", pod.name(), "--all-containers", "--tail=" + this.request.lines()));
		if (this.request.follow()) {
			command.add("--follow");
		}
		this.kubectl.lines((line) -> this.console.print(shown(names, pod, line)), command.toArray(String[]::new));
	}

	private String shown(Map<Pod, String> names, Pod pod, String line) {
		String name = String.valueOf(names.get(pod));
		return (names.size() == 1) ? this.request.shown(name, line) : "%-16s | %s".formatted(name, line);
	}

	/** Names a pod by its service where that has one alone. */
	private static Map<Pod, String> names(List<Pod> pods) {
		Map<String, Long> counts = pods.stream()
			.collect(Collectors.groupingBy(Pod::serviceAccount, Collectors.counting()));
		return pods.stream()
			.collect(Collectors.toMap((pod) -> pod,
					(pod) -> (counts.getOrDefault(pod.serviceAccount(), 0L) == 1) ? pod.serviceAccount() : pod.name()));
	}

}
