package io.cosymesh.cli.ca;

import java.util.Objects;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ca revoke}: takes an authority out of use.
 */
@Command(name = "revoke", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh ca revoke 0a1b2c3d",
				"  ./cosymesh ca revoke 0a1b2c3d --force     # although workloads still hold SVIDs of it" },
		description = "Has everything refused that a tainted authority signed.")
final class RevokeCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(paramLabel = "ID", description = "Its id, as 'ca authorities' lists it")
	String id = "";

	@Option(names = "--force", description = "Even what is in use: cuts off whoever has not renewed")
	boolean force;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		CaAuthority authority = new CaAuthorities(this.workspace).revoke(this.id, this.force);
		Console console = Console.of(Objects.requireNonNull(this.spec));
		console.say("What %s %s signed is refused from now on.".formatted(authority.kind(), authority.id()));
		console.print(authority.id());
	}

}
