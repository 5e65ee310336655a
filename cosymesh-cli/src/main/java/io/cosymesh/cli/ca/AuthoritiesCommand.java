package io.cosymesh.cli.ca;

import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code ca authorities}: which keys there are and what each may do.
 */
@Command(name = "authorities", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh ca authorities", "  ./cosymesh ca authorities -o json" },
		description = "Lists the keys that the CA signs with, signed with, or will sign with.")
final class AuthoritiesCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = { "-o", "--output" }, paramLabel = "FORMAT", defaultValue = "table",
			description = "table or json (default: table)")
	String output = "table";

	@Option(names = "--json", description = "The same as -o json")
	boolean json;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		if (!this.output.equals("table") && !this.output.equals("json")) {
			throw CommandFailure.usage("-o must be table or json");
		}
		Console console = Console.of(Objects.requireNonNull(this.spec));
		JsonNode answer = new CaAuthorities(this.workspace).json();
		if (this.json || this.output.equals("json")) {
			console.print(JsonMapper.shared().writeValueAsString(answer));
			return;
		}
		console.print(CaAuthority.header());
		CaAuthorities.list(answer).forEach((authority) -> console.print(authority.row()));
	}

}
