package io.cosymesh.cli.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.PlainText;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.stack.ServiceState;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code status}: what runs, and as whom.
 */
@Command(name = "status", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh status", "  ./cosymesh status --json" },
		description = "Shows every service and its identity.")
public final class StatusCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = "--json", description = "For scripts")
	boolean json;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		List<ServiceState> states;
		try (MeshContext context = Contexts.open(this.workspace)) {
			states = ServiceState.of(context.inspect());
		}
		if (this.json) {
			console.print(JsonMapper.shared().writeValueAsString(Map.of("services", states)));
			return;
		}
		Instant now = InstantSource.system().instant();
		boolean processes = states.stream().allMatch((state) -> state.ready() == null);
		print(console, "SERVICE", "STATE", processes ? "PID" : "READY", processes ? "  PORT" : "RESTARTS", "SPIFFE ID",
				"SVID ENDS");
		states.forEach((state) -> print(console, state.name(), state.state().word(),
				text(processes ? state.pid() : state.ready()),
				processes ? "%6d".formatted(state.port()) : "%8s".formatted(text(state.restarts())),
				text(state.spiffeId()), remaining(state.expiresAt(), now)));
		states.stream()
			.filter((state) -> state.reason() != null)
			.forEach((state) -> console.say(PlainText.of("‼ %s: %s".formatted(state.name(), state.reason()))));
	}

	private static void print(Console console, String service, String state, String who, String number, String id,
			String end) {
		console.print("%-17s %-10s %8s %s  %-58s %s".formatted(service, state, who, number, id, end).strip());
	}

	private static String text(@Nullable Object value) {
		return (value != null) ? value.toString() : "-";
	}

	private static String remaining(@Nullable String expiresAt, Instant now) {
		if (expiresAt == null) {
			return "-";
		}
		Duration left = Duration.between(now, Instant.parse(expiresAt));
		if (left.isNegative()) {
			return "expired";
		}
		return (left.toMinutes() > 1) ? "in " + left.toMinutes() + " min" : "in " + left.toSeconds() + " s";
	}

}
