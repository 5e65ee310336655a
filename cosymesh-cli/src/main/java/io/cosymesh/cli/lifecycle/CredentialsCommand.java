package io.cosymesh.cli.lifecycle;

import java.util.Objects;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.stack.Credentials;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code credentials}: how to reach the gateway and be let in.
 */
@Command(name = "credentials", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh credentials", "  ./cosymesh credentials --json" },
		description = "Prints the URL, the sign-in, the API key and the CA certificate.")
public final class CredentialsCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = "--json", description = "For scripts")
	boolean json;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		try (MeshContext context = Contexts.open(this.workspace)) {
			Credentials credentials = context.credentials();
			if (this.json) {
				credentials.printJson(console);
			}
			else {
				credentials.print(console);
			}
			String way = context.guidance().wayToGateway();
			if (!way.isEmpty()) {
				console.say(way);
			}
		}
	}

}
