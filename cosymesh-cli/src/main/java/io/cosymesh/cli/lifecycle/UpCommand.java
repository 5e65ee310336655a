package io.cosymesh.cli.lifecycle;

import java.time.Duration;
import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.DurationConverter;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.stack.StartOptions;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code up}: starts what isn't running and waits until everything is ready.
 */
@Command(name = "up", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh up", "  ./cosymesh up --detach --port 9000",
				"  ./cosymesh up --svid-ttl 10m     # SVIDs that are renewed every few minutes",
				"  ./cosymesh up --context compose", "  ./cosymesh up --context kubernetes --overlay local" },
		description = "Starts the five services and prints where and how to sign in.")
public final class UpCommand implements Runnable {

	private static final Duration SHORTEST_TTL = Duration.ofMinutes(1);

	private static final Duration LONGEST_TTL = Duration.ofHours(24);

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = "--detach",
			description = "local: return when everything is ready; otherwise Ctrl-C stops the stack")
	boolean detach;

	@Option(names = "--port", paramLabel = "PORT", description = "local: port of the gateway (default: 8443)")
	@Nullable Integer port;

	@Option(names = "--svid-ttl", paramLabel = "TTL", converter = DurationConverter.class,
			description = "local: how long SVIDs live, 1m to 24h (default: COSYMESH_CA_SVIDTTL, or 1h)")
	@Nullable Duration svidTtl;

	@Option(names = "--no-build", description = "compose: start the images that are there, build none")
	boolean noBuild;

	@Option(names = "--overlay", paramLabel = "NAME", defaultValue = "local",
			description = "kubernetes: which of k8s/overlays to apply, or a folder of your own (default: local)")
	String overlay = "local";

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		StartOptions options = new StartOptions(this.detach, port(), ttl(), !this.noBuild, this.overlay);
		try (MeshContext context = Contexts.open(this.workspace)) {
			context.up(options, console);
		}
	}

	private @Nullable Integer port() {
		Integer asked = this.port;
		if (asked != null && (asked < 1 || asked > 65_535)) {
			throw CommandFailure.usage("--port must be between 1 and 65535");
		}
		return asked;
	}

	private @Nullable Duration ttl() {
		Duration ttl = this.svidTtl;
		if (ttl != null && (ttl.compareTo(SHORTEST_TTL) < 0 || ttl.compareTo(LONGEST_TTL) > 0)) {
			throw CommandFailure.usage("--svid-ttl must be between 1m and 24h");
		}
		return ttl;
	}

}
