package io.cosymesh.cli.lifecycle;

import java.util.Objects;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code down}: stops everything, the programs that services started included.
 */
@Command(name = "down", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh down", "  ./cosymesh down --context kubernetes --yes" },
		description = "Stops all services. What they have stored stays.")
public final class DownCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = "--yes", description = "kubernetes: really scale everything to no pods; others may use it")
	boolean yes;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		try (MeshContext context = Contexts.open(this.workspace)) {
			context.down(this.yes, Console.of(Objects.requireNonNull(this.spec)));
		}
	}

}
