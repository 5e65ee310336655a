package io.cosymesh.cli.kubernetes;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.tool.Output;
import io.cosymesh.cli.tool.Tool;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The kubectl command, for one namespace of one cluster.
 */
final class Kubectl {

	private static final String ABSENCE = "there is no kubectl command on the PATH; install it, or choose another"
			+ " --context";

	private final Tool tool;

	private final String namespace;

	Kubectl(@Nullable String kubeContext, String namespace, Path directory) {
		this("kubectl", kubeContext, namespace, directory);
	}

	Kubectl(String program, @Nullable String kubeContext, String namespace, Path directory) {
		List<String> words = new ArrayList<>(List.of(program));
		if (kubeContext != null) {
			words.add("--context=" + kubeContext);
		}
		words.add("--namespace=" + namespace);
		this.tool = new Tool(words, directory, ABSENCE);
		this.namespace = namespace;
	}

	String namespace() {
		return this.namespace;
	}

	/**
	 * Returns what people type to do the same by hand.
	 */
	String typed() {
		return String.join(" ", this.tool.words()).replace('=', ' ');
	}

	JsonNode json(String... command) {
		String text = text(Stream.concat(Stream.of(command), Stream.of("--output=json")).toArray(String[]::new));
		try {
			return JsonMapper.shared().readTree(text);
		}
		catch (JacksonException ex) {
			throw CommandFailure.because("the answer to 'kubectl %s' can't be read".formatted(command[0]));
		}
	}

	String text(String... command) {
		Output output = this.tool.run(command);
		if (!output.isSuccess()) {
			throw failure(output, command);
		}
		return output.text();
	}

	/**
	 * Returns a value of a Secret.
	 */
	String secret(String name, String key) {
		String value = json("get", "secret", name).path("data").path(key).asString("");
		if (value.isEmpty()) {
			throw CommandFailure.unavailable("Secret %s has no %s".formatted(name, key));
		}
		return new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8).strip();
	}

	/**
	 * Returns a file of a service's container, if it has it.
	 */
	Optional<String> file(Pod pod, String path) {
		Output output = this.tool.run("exec", pod.name(), "--container=" + pod.serviceAccount(), "--", "cat", path);
		if (output.isSuccess()) {
			return Optional.of(output.text());
		}
		if (output.err().contains("No such file")) {
			return Optional.empty();
		}
		throw failure(output, "exec");
	}

	PortForward forward(String pod, int port) {
		return PortForward.open(this.tool.start("port-forward", "--address=127.0.0.1", "pod/" + pod, ":" + port), pod);
	}

	/**
	 * Runs a command whose progress people want to see.
	 */
	void watch(Console console, String... command) {
		if (this.tool.watch(console, command) != 0) {
			throw CommandFailure.because("kubectl %s failed; ./cosymesh check says more".formatted(command[0]));
		}
	}

	int lines(Consumer<String> line, String... command) {
		return this.tool.lines(line, command);
	}

	/**
	 * Says what stands in the way, and what helps.
	 */
	private CommandFailure failure(Output output, String... command) {
		String complaint = output.complaint();
		String err = output.err().toLowerCase(Locale.ROOT);
		if (err.contains("unable to connect to the server") || err.contains("connection to the server")
				|| err.contains("current-context is not set") || err.contains("connection refused")
				|| err.contains("i/o timeout")) {
			return CommandFailure.unavailable(
					"the cluster does not answer (%s); kubectl config get-contexts lists those".formatted(complaint)
							+ " that kubectl knows, --kube-context chooses one");
		}
		if (err.contains("does not exist") && err.contains("context")) {
			return CommandFailure
				.usage("%s; kubectl config get-contexts lists those that kubectl knows".formatted(complaint));
		}
		if (err.contains("forbidden") || err.contains("unauthorized") || err.contains("must be logged in")) {
			return CommandFailure.refused("the cluster refuses it: " + complaint);
		}
		if (err.contains("notfound") || err.contains("not found")) {
			return CommandFailure
				.unavailable("%s; is CosyMesh in namespace %s (--kube-namespace)? ./cosymesh up puts it"
					.formatted(complaint, this.namespace) + " there");
		}
		return CommandFailure.unavailable("kubectl %s failed: %s".formatted(command[0], complaint));
	}

}
