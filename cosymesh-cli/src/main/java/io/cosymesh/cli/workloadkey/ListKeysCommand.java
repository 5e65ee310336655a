package io.cosymesh.cli.workloadkey;

import java.util.Objects;

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

/**
 * {@code workload-key list}.
 */
@Command(name = "list", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh workload-key list" }, description = "Lists the keys of all workloads.")
final class ListKeysCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = "--removed", description = "Also those that were removed")
	boolean removed;

	@Option(names = "--json", description = "Print JSON")
	boolean json;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		try (AdminClient client = AdminClient.connect(this.workspace)) {
			JsonNode listing = client.get(KeyTable.ROUTE + "?removed=" + this.removed);
			if (this.json) {
				console.print(listing.toPrettyString());
			}
			else {
				KeyTable.print(listing, console);
			}
		}
	}

}
