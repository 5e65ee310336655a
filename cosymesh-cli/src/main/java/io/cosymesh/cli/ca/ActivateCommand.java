package io.cosymesh.cli.ca;

import java.util.Objects;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ca activate}: lets the next authority sign.
 */
@Command(name = "activate", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh ca activate 0a1b2c3d" },
		description = "Lets a prepared authority sign instead of the active one.")
final class ActivateCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(paramLabel = "ID", description = "Its id, as 'ca authorities' lists it")
	String id = "";

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		CaAuthority authority = new CaAuthorities(this.workspace).activate(this.id);
		Console console = Console.of(Objects.requireNonNull(this.spec));
		console.say("The %s %s signs from now on; the one before it goes when what it signed has expired."
			.formatted(authority.kind(), authority.id()));
		console.print(authority.id());
	}

}
