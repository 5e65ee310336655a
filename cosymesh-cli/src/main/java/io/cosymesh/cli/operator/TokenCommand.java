package io.cosymesh.cli.operator;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.DurationConverter;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * {@code token}: a one-time token with which a workload without a registered key joins.
 */
@Command(name = "token", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh token --service-account reporting",
				"  ./cosymesh token --service-account reporting --ttl 1h" },
		description = "Prints a join token, good for one SVID of one workload.")
public final class TokenCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = "--service-account", required = true, paramLabel = "NAME", description = "The workload it is for")
	String serviceAccount = "";

	@Option(names = "--ttl", paramLabel = "TTL", defaultValue = "10m", converter = DurationConverter.class,
			description = "How long it can be used (default: 10m)")
	Duration ttl = Duration.ofMinutes(10);

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		JsonNode answer;
		try (AdminClient client = AdminClient.connect(this.workspace)) {
			answer = client.post("/v1/admin/join-tokens",
					Map.of("serviceAccount", this.serviceAccount, "ttlSeconds", this.ttl.toSeconds()));
		}
		console.say("For %s, once, until %s:".formatted(answer.path("spiffeId").asString(this.serviceAccount),
				answer.path("expiresAt").asString("it expires")));
		console.print(answer.path("token").asString());
	}

}
