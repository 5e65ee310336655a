package io.cosymesh.cli.stack;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.FirstStart;
import io.cosymesh.cli.state.StackSettings;
import io.cosymesh.cli.state.StateDirectory;
import io.cosymesh.cli.state.Workspace;

/**
 * One {@code up} of the local stack: starts what isn't running, and stays in the
 * foreground unless told otherwise.
 */
final class LocalStart {

	private final LocalContext context;

	private final Workspace workspace;

	private final StateDirectory state;

	private final StartOptions options;

	private final Console console;

	LocalStart(LocalContext context, Workspace workspace, StartOptions options, Console console) {
		this.context = context;
		this.workspace = workspace;
		this.state = workspace.state();
		this.options = options;
		this.console = console;
	}

	void run() {
		LocalStack stack;
		try (var _ = StackLock.take(this.state, this.console)) {
			StackSettings settings = settings();
			stack = stack(settings);
			List<MeshService> missing = stack.missing();
			Thread abort = stopAtExit(stack, missing);
			start(stack, missing, settings);
			this.context.credentials().print(this.console);
			Runtime.getRuntime().removeShutdownHook(abort);
			if (this.options.detach() || missing.isEmpty()) {
				return;
			}
			stopAtExit(stack, MeshService.all());
		}
		this.console.say("Press Ctrl-C to stop.");
		new Watch(stack, this.console).untilAllEnd();
	}

	private static Thread stopAtExit(LocalStack stack, List<MeshService> services) {
		Thread hook = Thread.ofPlatform().unstarted(() -> stack.stop(services));
		Runtime.getRuntime().addShutdownHook(hook);
		return hook;
	}

	private void start(LocalStack stack, List<MeshService> missing, StackSettings settings) {
		if (missing.isEmpty()) {
			stack.start(missing);
			this.console.say("CosyMesh is up already.");
			return;
		}
		new FirstStart(this.state).complete(LocalContext.workloads());
		settings.write(this.state);
		this.console.say("Starting " + MeshNames.list(missing));
		stack.start(missing);
	}

	private StackSettings settings() {
		StackSettings asked = new StackSettings(
				Objects.requireNonNullElse(this.options.port(), StackSettings.DEFAULT_PORT),
				this.workspace.portOffset(), this.options.svidTtl());
		Optional<StackSettings> running = StackSettings.read(this.state).filter((settings) -> isAnythingUp(settings));
		running.ifPresent((settings) -> refuseChange(settings, asked));
		return running.orElse(asked);
	}

	private boolean isAnythingUp(StackSettings settings) {
		return stack(settings).missing().size() < MeshService.all().size();
	}

	private void refuseChange(StackSettings running, StackSettings asked) {
		if (this.options.port() != null && running.port() != asked.port()) {
			throw CommandFailure.because("CosyMesh is up on port %d; ./cosymesh down first, then up --port %d"
				.formatted(running.port(), asked.port()));
		}
		if (this.options.svidTtl() != null && !this.options.svidTtl().equals(running.svidTtl())) {
			throw CommandFailure.because("CosyMesh is up with another SVID lifetime; ./cosymesh down first, then up");
		}
	}

	private LocalStack stack(StackSettings settings) {
		return new LocalStack(new Installation(this.workspace.root()), this.state, settings, this.console);
	}

}
