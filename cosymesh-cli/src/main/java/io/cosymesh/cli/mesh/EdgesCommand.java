package io.cosymesh.cli.mesh;

import java.util.Objects;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.ListingFormat;
import io.cosymesh.cli.console.Table;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * {@code edges}: who talks to whom, and whether both have proved who they are.
 */
@Command(name = "edges", mixinStandardHelpOptions = true,
		description = "Lists who talks to whom, as the services saw it in the last minute, and how it is secured.",
		footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh edges", "  ./cosymesh edges -o wide      # with both SPIFFE IDs, cipher and latencies",
				"  ./cosymesh edges -o json" },
		exitCodeListHeading = "%nExit codes:%n", exitCodeList = { "0:every service was asked",
				"3:a service, or the gateway, could not be asked", "4:the gateway refuses the operator's key" })
public final class EdgesCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Mixin
	ListingFormat format = new ListingFormat();

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		boolean json = this.format.isJson();
		JsonNode answer = MeshApi.read(this.workspace, "edges");
		if (json) {
			console.print(answer.toPrettyString());
		}
		else {
			Table table = EdgesTable.of(answer, this.format.isWide());
			table.print(console);
			if (table.isEmpty()) {
				console.say("Nobody has talked to anybody in the last minute.");
			}
		}
		Silence.of(answer).tell(console);
	}

}
