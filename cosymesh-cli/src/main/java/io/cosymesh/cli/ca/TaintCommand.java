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
 * {@code ca taint}: has workloads move on from an authority.
 */
@Command(name = "taint", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh ca taint 0a1b2c3d" }, description = "Has everything renewed that an authority signed.")
final class TaintCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(paramLabel = "ID", description = "Its id, as 'ca authorities' lists it")
	String id = "";

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		CaAuthority authority = new CaAuthorities(this.workspace).taint(this.id);
		Console console = Console.of(Objects.requireNonNull(this.spec));
		console.say("Workloads with an SVID of %s %s renew it now. It is revoked when none is left."
			.formatted(authority.kind(), authority.id()));
		console.print(authority.id());
	}

}
