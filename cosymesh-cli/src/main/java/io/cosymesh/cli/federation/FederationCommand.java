package io.cosymesh.cli.federation;

import java.util.List;
import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.operator.AdminClient;
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
 * {@code ca federation}: how it stands with each foreign trust domain.
 */
@Command(name = "federation", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh ca federation", "  ./cosymesh ca federation refresh partner.example" },
		subcommands = RefreshCommand.class,
		description = "Lists the foreign trust domains whose bundles the CA takes in.")
public final class FederationCommand implements Runnable {

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
		JsonNode answer = ask();
		if (this.json || this.output.equals("json")) {
			console.print(JsonMapper.shared().writeValueAsString(answer));
			return;
		}
		List<ForeignDomain> domains = answer.path("trustDomains").values().stream().map(ForeignDomain::of).toList();
		if (domains.isEmpty()) {
			console.say("The CA federates with nobody; see docs/federation.md.");
			return;
		}
		console.print(ForeignDomain.header());
		domains.forEach((domain) -> console.print(domain.row()));
	}

	private JsonNode ask() {
		try (AdminClient client = AdminClient.connect(this.workspace)) {
			return client.get("/v1/admin/federation");
		}
	}

}
