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
 * {@code authz}: who may call what, everywhere; with {@code explain}, why.
 */
@Command(name = "authz", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n", footer = {
		"  ./cosymesh authz                          # who may call what, and how often it was allowed or denied",
		"  ./cosymesh authz list --to backend-api",
		"  ./cosymesh authz explain --from backend-api --to inference-engine \"POST /v1/synthesize\"" },
		description = "Lists which peers may call which routes.",
		subcommands = { ListCommand.class, ExplainCommand.class })
public final class AuthzCommand implements Runnable {

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
