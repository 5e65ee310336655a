package io.cosymesh.cli.stack;

import java.util.List;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code restart}: one service, or all that don't run as they should; the others are not
 * touched.
 */
@Command(name = "restart", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh restart                    # whatever does not run as it should",
				"  ./cosymesh restart inference-engine" },
		description = "Restarts one service, the others stay.")
public final class RestartCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", completionCandidates = ServiceNames.class,
			description = "The service; when none is given, all that are stopped or unhealthy")
	@Nullable String service;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(StackCommands.spec(this.spec));
		if (StackSettings.read(this.workspace.state()).isEmpty()) {
			throw CommandFailure.unavailable("CosyMesh was never started here; ./cosymesh up starts it");
		}
		try (var _ = StackLock.take(this.workspace.state(), console)) {
			LocalStack stack = StackCommands.stack(this.workspace, console);
			List<MeshService> chosen = (this.service != null) ? List.of(MeshService.named(this.service))
					: ailing(stack.status());
			if (chosen.isEmpty()) {
				console.say("Everything is running; name a service to restart it.");
				return;
			}
			stack.stop(chosen);
			stack.start(chosen);
		}
	}

	private static List<MeshService> ailing(List<ServiceState> states) {
		return states.stream()
			.filter((state) -> state.state() != ServiceState.State.RUNNING)
			.map((state) -> MeshService.named(state.name()))
			.toList();
	}

}
