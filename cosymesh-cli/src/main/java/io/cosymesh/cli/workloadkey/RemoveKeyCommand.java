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
 * {@code workload-key remove}.
 */
@Command(name = "remove", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh workload-key remove reporting" },
		description = "Removes a workload's keys: at once it can neither attest nor renew with them, "
				+ "also if a file in the registrations directory still holds them.")
final class RemoveKeyCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Mixin
	WorkloadOptions workload = new WorkloadOptions();

	@Option(names = "--thumbprint", paramLabel = "SHA256", description = "Only this key (default: all of them)")
	@Nullable String thumbprint;

	@Option(names = "--json", description = "Print JSON")
	boolean json;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		try (AdminClient client = AdminClient.connect(this.workspace)) {
			JsonNode removed = client
				.delete((this.thumbprint != null) ? this.workload.path(this.thumbprint) : this.workload.path());
			if (this.json) {
				console.print(removed.toPrettyString());
			}
			else {
				removed.path("keys").forEach((key) -> console.print(key.path("thumbprint").asString()));
			}
		}
	}

}
