package io.cosymesh.cli.stack;

import java.util.List;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code down}: stops everything, the programs that services started included.
 */
@Command(name = "down", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh down" }, description = "Stops all services.")
public final class DownCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(StackCommands.spec(this.spec));
		try (var _ = StackLock.take(this.workspace.state(), console)) {
			List<MeshService> stopped = StackCommands.stack(this.workspace, console).stop(MeshService.all());
			console.say(stopped.isEmpty() ? "CosyMesh is not running."
					: "Stopped " + String.join(", ", stopped.stream().map(MeshService::serviceAccount).toList()));
		}
	}

}
