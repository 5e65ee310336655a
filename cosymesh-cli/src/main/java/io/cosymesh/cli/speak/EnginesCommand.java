package io.cosymesh.cli.speak;

import java.io.IOException;
import java.util.List;
import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.OutputFormat;
import io.cosymesh.cli.console.Table;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.gateway.PublicApi;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * {@code engines}: who can speak.
 */
@Command(name = "engines", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh engines", "  ./cosymesh engines -o json" },
		description = "Lists the speech engines in order of preference, what they are and how busy.")
public final class EnginesCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Mixin
	OutputFormat format = new OutputFormat();

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		boolean json = this.format.isJson();
		JsonNode listing = listing();
		if (json) {
			console.print(listing.toPrettyString());
		}
		else {
			table(listing).print(console);
		}
	}

	private JsonNode listing() {
		try (MeshContext context = Contexts.open(this.workspace)) {
			return PublicApi.of(context).get("/api/v1/engines");
		}
		catch (IOException ex) {
			throw CommandFailure.because("the engines could not be listed: " + ex.getMessage());
		}
	}

	static Table table(JsonNode listing) {
		Table table = new Table("ENGINE", "STATE", "CLONING", "VERSION", "LANGUAGES", "RUNNING", "QUEUED");
		for (JsonNode engine : listing.path("engines")) {
			JsonNode load = engine.path("load");
			table.add(List.of(engine.path("name").asString(), engine.path("state").asString(),
					engine.path("capabilities").path("cloning").asString(), engine.path("version").asString(),
					Integer.toString(engine.path("languages").size()), share(load, "running", "limit"),
					share(load, "queued", "queueLimit")));
		}
		return table;
	}

	private static String share(JsonNode load, String count, String limit) {
		return load.path(count).asString() + "/" + load.path(limit).asString();
	}

}
