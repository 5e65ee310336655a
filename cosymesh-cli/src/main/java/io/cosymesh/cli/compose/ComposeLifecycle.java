package io.cosymesh.cli.compose;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.stack.LogRequest;
import io.cosymesh.cli.stack.MeshNames;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.ServiceReport;
import io.cosymesh.cli.stack.ServiceState;
import io.cosymesh.cli.stack.StartOptions;

/**
 * Starts and stops a Compose project.
 */
final class ComposeLifecycle {

	private static final String LAST_LINES = "25";

	private static final Duration PATIENCE = Duration.ofMinutes(3);

	private static final Duration POLL = Duration.ofMillis(500);

	private final Docker docker;

	private final ComposeContext context;

	private final Console console;

	ComposeLifecycle(Docker docker, ComposeContext context, Console console) {
		this.docker = docker;
		this.context = context;
		this.console = console;
	}

	void up(StartOptions options) {
		if (options.port() != null) {
			throw CommandFailure.usage("--port is for the local stack; Compose reads COSYMESH_PORT, also from a file"
					+ " .env beside docker-compose.yml");
		}
		if (options.svidTtl() != null) {
			throw CommandFailure.usage("--svid-ttl is for the local stack; give identity-ca COSYMESH_CA_SVIDTTL in a"
					+ " docker-compose.override.yml");
		}
		if (options.build() && !this.docker.watch(this.console, List.of("build"))) {
			throw CommandFailure.because("the images could not be built; --no-build starts those that are there");
		}
		start(List.of("up", "--detach", "--wait", "--no-build"));
		this.context.credentials().print(this.console);
	}

	void down() {
		if (this.docker.containers().isEmpty()) {
			this.console.say("CosyMesh is not running.");
			return;
		}
		if (!this.docker.watch(this.console, List.of("down"))) {
			throw CommandFailure.because("docker compose down failed; docker compose ps --all shows what is left");
		}
		this.console.say("Stopped. The volumes stay; docker compose down --volumes would delete voices and keys.");
	}

	void restart(List<MeshService> services) {
		List<MeshService> chosen = services.isEmpty() ? ServiceReport.ailing(this.context.inspect()) : services;
		if (chosen.isEmpty()) {
			this.console.say("Everything is running; name a service to restart it.");
			return;
		}
		List<String> present = this.docker.containers().stream().map(Container::service).toList();
		run("restart", chosen.stream().map(MeshService::serviceAccount).filter(present::contains).toList(),
				"--no-deps");
		run("up", chosen.stream().map(MeshService::serviceAccount).filter((name) -> !present.contains(name)).toList(),
				"--detach", "--no-deps", "--no-build");
		awaitRunning(chosen);
		this.console.say("Restarted " + MeshNames.list(chosen));
	}

	private void run(String command, List<String> names, String... options) {
		if (!names.isEmpty()) {
			start(Stream.of(List.of(command), List.of(options), names).flatMap(List::stream).toList());
		}
	}

	/**
	 * Waits for services to be ready. Compose itself waits only when it starts, and then
	 * makes containers anew that it has just restarted.
	 */
	private void awaitRunning(List<MeshService> services) {
		long deadline = System.nanoTime() + PATIENCE.toNanos();
		List<ServiceReport> ill = ill(services);
		while (!ill.isEmpty() && System.nanoTime() < deadline) {
			this.console.progress("waiting for " + MeshNames.list(ServiceReport.ailing(ill)));
			LockSupport.parkNanos(POLL.toNanos());
			ill = ill(services);
		}
		this.console.endProgress();
		if (!ill.isEmpty()) {
			throw failed("restart", ill);
		}
	}

	private List<ServiceReport> ill(List<MeshService> services) {
		return this.context.inspect()
			.stream()
			.filter((report) -> services.contains(report.service()))
			.filter((report) -> report.state().state() != ServiceState.State.RUNNING)
			.toList();
	}

	void logs(LogRequest request) {
		List<String> options = new ArrayList<>(List.of("--tail", String.valueOf(request.lines())));
		if (request.follow()) {
			options.add("--follow");
		}
		MeshService service = request.service();
		if (service != null) {
			options.add("--no-log-prefix");
			options.add(service.serviceAccount());
		}
		this.docker.logs(this.console, options);
	}

	/**
	 * Runs a command that starts containers. When it fails and all run nevertheless, it
	 * was only that a set-up is done and gone, which some versions of Compose take for a
	 * failure.
	 */
	private void start(List<String> command) {
		if (!this.docker.watch(this.console, command)) {
			List<ServiceReport> ill = ill(MeshService.all());
			if (!ill.isEmpty()) {
				throw failed(command.getFirst(), ill);
			}
		}
	}

	/**
	 * Tells of each service that isn't well, and what it wrote last.
	 */
	private CommandFailure failed(String command, List<ServiceReport> ill) {
		for (ServiceReport report : ill) {
			String name = report.service().serviceAccount();
			this.console.say("%s: %s. Its last log lines:".formatted(name, report.state().reason()));
			this.docker.lastWords(this.console, name, LAST_LINES);
		}
		return CommandFailure.because("docker compose %s failed: %s; ./cosymesh check says more".formatted(command,
				MeshNames.list(ServiceReport.ailing(ill))));
	}

}
