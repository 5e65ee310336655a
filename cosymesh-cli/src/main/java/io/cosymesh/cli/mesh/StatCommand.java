package io.cosymesh.cli.mesh;

import java.util.Objects;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.ListingFormat;
import io.cosymesh.cli.console.Table;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.ServiceNames;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * {@code stat}: how requests fare, route by route.
 */
@Command(name = "stat", mixinStandardHelpOptions = true,
		description = "Shows success, rate and latency of each route in the last minute. "
				+ "Latency is the time to the first byte.",
		footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh stat                        # what services are asked, and by whom",
				"  ./cosymesh stat inference-engine       # one service",
				"  ./cosymesh stat --outbound -o wide     # what services ask others, with retries and timeouts",
				"  ./cosymesh stat --route /v1/encode     # routes with this in their name" },
		exitCodeListHeading = "%nExit codes:%n", exitCodeList = { "0:every service was asked",
				"3:a service, or the gateway, could not be asked", "4:the gateway refuses the operator's key" })
public final class StatCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", completionCandidates = ServiceNames.class,
			description = "Only this service (default: all)")
	@Nullable String service;

	@Option(names = "--outbound", description = "What services ask others, instead of what they are asked")
	boolean outbound;

	@Option(names = "--peer", paramLabel = "NAME", description = "Only requests from (or, outbound, to) this workload")
	@Nullable String peer;

	@Option(names = "--route", paramLabel = "TEXT", description = "Only routes with this in their name")
	@Nullable String route;

	@Mixin
	ListingFormat format = new ListingFormat();

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		boolean json = this.format.isJson();
		if (this.service != null) {
			MeshService.named(this.service);
		}
		JsonNode answer = MeshApi.read(this.workspace, "stat");
		if (json) {
			console.print(answer.toPrettyString());
		}
		else {
			Table table = StatTable.of(answer, !this.outbound, this.format.isWide(), this::isWanted);
			table.print(console);
			if (table.isEmpty()) {
				console.say("No such request in the last minute.");
			}
		}
		Silence.of(answer).tell(console);
	}

	private boolean isWanted(JsonNode row) {
		return (this.service == null || row.path("service").asString("").equals(this.service))
				&& (this.peer == null || row.path("peer").path("service").asString("").equals(this.peer)
						|| row.path("peer").path("id").asString("").equals(this.peer))
				&& (this.route == null || row.path("route").asString("").contains(this.route));
	}

}
