package io.cosymesh.cli.lifecycle;

import java.util.List;
import java.util.Objects;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.ServiceNames;
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
		Console console = Console.of(Objects.requireNonNull(this.spec));
		List<MeshService> chosen = (this.service != null) ? List.of(MeshService.named(this.service)) : List.of();
		try (MeshContext context = Contexts.open(this.workspace)) {
			context.restart(chosen, console);
		}
	}

}
