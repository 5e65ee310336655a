package io.cosymesh.cli.stack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.cosymesh.cli.console.Console;
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

	private static final String ROW = "%-17s %-10s %8s %6s  %-58s %s";

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = "--json", description = "For scripts")
	boolean json;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(StackCommands.spec(this.spec));
		List<ServiceState> states = StackCommands.stack(this.workspace, console).status();
		if (this.json) {
			console.print(JsonMapper.shared().writeValueAsString(Map.of("services", states)));
			return;
		}
		console.print(ROW.formatted("SERVICE", "STATE", "PID", "PORT", "SPIFFE ID", "SVID ENDS").strip());
		Instant now = InstantSource.system().instant();
		states.forEach((state) -> console.print(row(state, now).strip()));
	}

	private static String row(ServiceState state, Instant now) {
		return ROW.formatted(state.name(), state.state().word(), Objects.requireNonNullElse(state.pid(), "-"),
				state.port(), Objects.requireNonNullElse(state.spiffeId(), "-"), remaining(state.expiresAt(), now));
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
