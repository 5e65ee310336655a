package io.cosymesh.cli.stack;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.DurationConverter;
import io.cosymesh.cli.state.FirstStart;
import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.StateDirectory;
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
				"  ./cosymesh up --svid-ttl 10m     # SVIDs that are renewed every few minutes" },
		description = "Starts the five services and prints where and how to sign in.")
public final class UpCommand implements Runnable {

	private static final Duration SHORTEST_TTL = Duration.ofMinutes(1);

	private static final Duration LONGEST_TTL = Duration.ofHours(24);

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = "--detach", description = "Return when everything is ready; otherwise Ctrl-C stops the stack")
	boolean detach;

	@Option(names = "--port", paramLabel = "PORT", description = "Port of the gateway (default: 8443)")
	@Nullable Integer port;

	@Option(names = "--svid-ttl", paramLabel = "TTL", converter = DurationConverter.class,
			description = "How long SVIDs live, 1m to 24h (default: COSYMESH_CA_SVIDTTL, or 1h)")
	@Nullable Duration svidTtl;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(StackCommands.spec(this.spec));
		StateDirectory state = this.workspace.state();
		LocalStack stack;
		try (var _ = StackLock.take(state, console)) {
			StackSettings settings = settings(state);
			stack = new LocalStack(new Installation(this.workspace.root()), state, settings, console);
			List<MeshService> missing = stack.missing();
			Thread abort = stopAtExit(stack, missing);
			start(stack, missing, settings, console);
			new Credentials(state, settings).print(console);
			Runtime.getRuntime().removeShutdownHook(abort);
			if (this.detach || missing.isEmpty()) {
				return;
			}
			stopAtExit(stack, MeshService.all());
		}
		console.say("Press Ctrl-C to stop.");
		new Watch(stack, console).untilAllEnd();
	}

	private static Thread stopAtExit(LocalStack stack, List<MeshService> services) {
		Thread hook = Thread.ofPlatform().unstarted(() -> stack.stop(services));
		Runtime.getRuntime().addShutdownHook(hook);
		return hook;
	}

	private void start(LocalStack stack, List<MeshService> missing, StackSettings settings, Console console) {
		if (missing.isEmpty()) {
			stack.start(missing);
			console.say("CosyMesh is up already.");
			return;
		}
		new FirstStart(this.workspace.state()).complete(StackCommands.workloads());
		settings.write(this.workspace.state());
		console.say("Starting " + String.join(", ", missing.stream().map(MeshService::serviceAccount).toList()));
		stack.start(missing);
	}

	private StackSettings settings(StateDirectory state) {
		StackSettings asked = new StackSettings(port(), this.workspace.portOffset(), ttl());
		Optional<StackSettings> running = StackSettings.read(state).filter((settings) -> isAnythingUp(state, settings));
		running.ifPresent((settings) -> refuseChange(settings, asked));
		return running.orElse(asked);
	}

	private boolean isAnythingUp(StateDirectory state, StackSettings settings) {
		return new LocalStack(new Installation(this.workspace.root()), state, settings,
				Console.of(StackCommands.spec(this.spec)))
			.missing()
			.size() < MeshService.all().size();
	}

	private void refuseChange(StackSettings running, StackSettings asked) {
		if (this.port != null && running.port() != asked.port()) {
			throw CommandFailure.because("CosyMesh is up on port %d; ./cosymesh down first, then up --port %d"
				.formatted(running.port(), asked.port()));
		}
		if (this.svidTtl != null && !this.svidTtl.equals(running.svidTtl())) {
			throw CommandFailure.because("CosyMesh is up with another SVID lifetime; ./cosymesh down first, then up");
		}
	}

	private int port() {
		int asked = (this.port != null) ? this.port : StackSettings.DEFAULT_PORT;
		if (asked < 1 || asked > 65_535) {
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
