package io.cosymesh.cli.lifecycle;

import java.util.Objects;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.stack.LogRequest;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.ServiceNames;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code logs}: what services wrote, of one or of all.
 */
@Command(name = "logs", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh logs backend-api", "  ./cosymesh logs -f                    # all, as they grow",
				"  ./cosymesh logs inference-engine -n 20" },
		description = "Shows the logs of one service or of all.")
public final class LogsCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", completionCandidates = ServiceNames.class,
			description = "The service (default: all)")
	@Nullable String service;

	@Option(names = { "-f", "--follow" }, description = "Keep printing what is added")
	boolean follow;

	@Option(names = { "-n", "--lines" }, paramLabel = "N", defaultValue = "100",
			description = "How many lines of each to begin with (default: 100)")
	int lines;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		MeshService chosen = (this.service != null) ? MeshService.named(this.service) : null;
		try (MeshContext context = Contexts.open(this.workspace)) {
			context.logs(new LogRequest(chosen, this.follow, this.lines), console);
		}
	}

}
