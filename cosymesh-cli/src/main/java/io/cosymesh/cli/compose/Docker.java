package io.cosymesh.cli.compose;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.tool.Output;
import io.cosymesh.cli.tool.Tool;

/**
 * The docker command, for one Compose project. What the environment says to docker
 * (COMPOSE_PROJECT_NAME, COMPOSE_FILE, DOCKER_HOST and so on) reaches it.
 */
final class Docker {

	private static final String ABSENCE = "there is no docker command on the PATH; install Docker with the Compose"
			+ " plugin, or choose another --context";

	/** Some versions begin lines with it, also where there is no terminal. */
	private static final String ERASURE = "\u001b[2K";

	private final Tool compose;

	private final Path project;

	Docker(Path project) {
		this("docker", project);
	}

	Docker(String program, Path project) {
		this.project = project;
		this.compose = new Tool(List.of(program, "compose", "--project-directory", project.toString()), project,
				ABSENCE);
	}

	/**
	 * Returns the containers of the project, also those that have ended.
	 */
	List<Container> containers() {
		return Container.parse(read("ps", "--all", "--format", "json"));
	}

	/**
	 * Returns a file of a running container.
	 */
	String file(MeshService service, String path) {
		return read("exec", "-T", service.serviceAccount(), "cat", path);
	}

	boolean hasFile(MeshService service, String path) {
		return this.compose.run("exec", "-T", service.serviceAccount(), "test", "-e", path).isSuccess();
	}

	/**
	 * Returns a file that only the set-up's container may see.
	 */
	String setUpFile(String path) {
		return read("run", "--rm", "-T", "--no-deps", "--entrypoint", "cat", "init", path);
	}

	Process relay(MeshService service, int port) {
		return this.compose.start("exec", "-T", service.serviceAccount(), "/opt/cosymesh/bin/relay",
				String.valueOf(port));
	}

	/**
	 * Runs a command whose progress people want to see.
	 * @return whether it went well
	 */
	boolean watch(Console console, List<String> command) {
		return this.compose.watch(console, command.toArray(String[]::new)) == 0;
	}

	void logs(Console console, List<String> options) {
		int exitCode = this.compose.lines((line) -> console.print(line.replace(ERASURE, "")),
				Stream.concat(Stream.of("logs", "--no-color"), options.stream()).toArray(String[]::new));
		if (exitCode != 0) {
			throw CommandFailure.because("docker compose logs ended with " + exitCode);
		}
	}

	/**
	 * Says what a service wrote last.
	 */
	void lastWords(Console console, String service, String lines) {
		this.compose.lines((line) -> console.say("    " + line.replace(ERASURE, "")), "logs", "--no-color",
				"--no-log-prefix", "--tail", lines, service);
	}

	private String read(String... command) {
		Output output = this.compose.run(command);
		if (!output.isSuccess()) {
			throw failure(output, command);
		}
		return output.text();
	}

	/**
	 * Says what stands in the way, and what helps.
	 */
	private CommandFailure failure(Output output, String... command) {
		String err = output.err();
		if (err.contains("Cannot connect to the Docker daemon") || err.contains("error during connect")) {
			return CommandFailure.unavailable("the Docker daemon does not answer (%s); start it, or point DOCKER_HOST"
				.formatted(output.complaint()) + " at one that runs");
		}
		if (err.contains("permission denied while trying to connect")) {
			return CommandFailure.unavailable("this user may not talk to the Docker daemon; run the command as one who"
					+ " may, such as a member of the group docker");
		}
		if (err.contains("'compose' is not a docker command") || err.contains("unknown flag: --project-directory")) {
			return CommandFailure.unavailable("docker has no Compose plugin; install docker-compose-plugin, version 2");
		}
		if (err.contains("no configuration file provided")) {
			return CommandFailure
				.unavailable("there is no docker-compose.yml in %s; name its folder with".formatted(this.project)
						+ " --project-directory");
		}
		if (err.contains("is not running")) {
			return CommandFailure
				.unavailable(output.complaint() + "; ./cosymesh status shows what runs, ./cosymesh up starts the rest");
		}
		return CommandFailure.unavailable("docker compose %s failed: %s".formatted(command[0], output.complaint()));
	}

}
