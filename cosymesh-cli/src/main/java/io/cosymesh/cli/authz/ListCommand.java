package io.cosymesh.cli.authz;

import java.util.Objects;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * {@code authz list}: the same as {@code authz}.
 */
@Command(name = "list", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh authz list", "  ./cosymesh authz list --to inference-engine -o json" },
		description = "Lists which peers may call which routes.")
final class ListCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Mixin
	PolicyListing listing = new PolicyListing();

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		this.listing.print(this.workspace, Console.of(Objects.requireNonNull(this.spec)));
	}

}
