package io.cosymesh.cli.mesh;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
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
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code identity}: the certificates that services hold.
 */
@Command(name = "identity", mixinStandardHelpOptions = true,
		description = "Shows what is in the certificate of each service, as the service itself gives it.",
		footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh identity backend-api", "  ./cosymesh identity --chain      # intermediates as well",
				"  ./cosymesh identity -o table     # a line for each: serial, expiry, next renewal, trust bundle",
				"  ./cosymesh identity -o wide      # and issuer, TLS provider, key exchange groups, version" },
		exitCodeListHeading = "%nExit codes:%n", exitCodeList = { "0:every service was asked",
				"3:a service, or the gateway, could not be asked", "4:the gateway refuses the operator's key" })
public final class IdentityCommand implements Runnable {

	private static final List<String> FORMATS = List.of("text", "table", "wide", "json");

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", completionCandidates = ServiceNames.class,
			description = "Only this service (default: all)")
	@Nullable String service;

	@Option(names = "--chain", description = "With text: the intermediate certificates as well")
	boolean chain;

	@Option(names = { "-o", "--output" }, paramLabel = "FORMAT", defaultValue = "text",
			completionCandidates = Formats.class, description = "text, table, wide or json (default: text)")
	String output = "text";

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		if (!FORMATS.contains(this.output)) {
			throw CommandFailure.usage("-o must be text, table, wide or json");
		}
		if (this.service != null) {
			MeshService.named(this.service);
		}
		JsonNode answer = MeshApi.read(this.workspace, "identities");
		List<JsonNode> services = answer.path("services").values().stream().filter(this::isWanted).toList();
		ObjectNode wanted = JsonMapper.shared().createObjectNode();
		wanted.set("time", answer.path("time"));
		services.forEach(wanted.withArray("services")::add);
		switch (this.output) {
			case "json" -> console.print(wanted.toPrettyString());
			case "text" -> IdentityListing.print(services, this.chain, console);
			default -> IdentityListing.table(services, this.output.equals("wide"), now()).print(console);
		}
		Silence.of(wanted).tell(console);
	}

	private boolean isWanted(JsonNode row) {
		return this.service == null || row.path("service").asString("").equals(this.service);
	}

	private static Instant now() {
		return InstantSource.system().instant();
	}

	static final class Formats implements Iterable<String> {

		@Override
		public Iterator<String> iterator() {
			return FORMATS.iterator();
		}

	}

}
