package io.cosymesh.cli.stack;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What the commands of this package share.
 */
final class StackCommands {

	static final String OPERATOR = "operator";

	private StackCommands() {
	}

	static CommandSpec spec(@Nullable CommandSpec injected) {
		return Objects.requireNonNull(injected, "picocli injects the spec");
	}

	/**
	 * Returns every service account that attests with a key: all but the CA, and the
	 * operator.
	 */
	static List<String> workloads() {
		return Stream
			.concat(MeshService.all()
				.stream()
				.filter((service) -> service != MeshService.IDENTITY_CA)
				.map(MeshService::serviceAccount), Stream.of(OPERATOR))
			.toList();
	}

	static LocalStack stack(Workspace workspace, Console console) {
		return new LocalStack(new Installation(workspace.root()), workspace.state(), workspace.settings(), console);
	}

}
