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
 * {@code ca prepare}: makes the next authority of a kind.
 */
@Command(name = "prepare", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh ca prepare root" },
		description = "Makes the next root, intermediate or jwt key and has it published.")
final class PrepareCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(paramLabel = "KIND", description = "root, intermediate or jwt")
	String kind = "";

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		CaAuthority authority = new CaAuthorities(this.workspace).prepare(this.kind);
		Console console = Console.of(Objects.requireNonNull(this.spec));
		console.say(authority.activatableFrom()
			.map((from) -> "Prepared %s %s. Activate it at %s or later.".formatted(authority.kind(), authority.id(),
					CaAuthority.seconds(from)))
			.orElseGet(() -> "Prepared %s %s. It will be published within seconds.".formatted(authority.kind(),
					authority.id())));
		console.print(authority.id());
	}

}
