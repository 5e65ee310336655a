package io.cosymesh.cli.compose;

import java.util.ArrayList;
import java.util.List;

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
		List<String> names = chosen.stream().map(MeshService::serviceAccount).toList();
		List<String> existing = this.docker.containers()
			.stream()
			.map(Container::service)
			.filter(names::contains)
			.toList();
		if (!existing.isEmpty()) {
			List<String> command = new ArrayList<>(List.of("restart", "--no-deps"));
			command.addAll(existing);
			start(command);
		}
		// Makes containers that are missing, and waits until all are healthy.
		List<String> command = new ArrayList<>(List.of("up", "--detach", "--wait", "--no-deps", "--no-build"));
		command.addAll(names);
		start(command);
		this.console.say("Restarted " + MeshNames.list(chosen));
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
	 * Runs a command that starts containers; when it fails, tells of each that isn't well
	 * and what it wrote last.
	 */
	private void start(List<String> command) {
		if (this.docker.watch(this.console, command)) {
			return;
		}
		List<ServiceReport> ill = this.context.inspect()
			.stream()
			.filter((report) -> report.state().state() != ServiceState.State.RUNNING)
			.toList();
		if (ill.isEmpty()) {
			// A set-up that is done and gone counts as a failure for some versions of
			// Compose.
			return;
		}
		for (ServiceReport report : ill) {
			String name = report.service().serviceAccount();
			this.console.say("%s: %s. Its last log lines:".formatted(name, report.state().reason()));
			this.docker.lastWords(this.console, name, LAST_LINES);
		}
		throw CommandFailure.because("docker compose %s failed: %s; ./cosymesh check says more"
			.formatted(command.getFirst(), MeshNames.list(ServiceReport.ailing(ill))));
	}

}
