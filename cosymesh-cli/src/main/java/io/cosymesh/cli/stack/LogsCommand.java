package io.cosymesh.cli.stack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code logs}: what services wrote, of one or of all.
 */
@Command(name = "logs", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh logs backend-api", "  ./cosymesh logs -f                    # all, as they grow",
				"  ./cosymesh logs inference-engine -n 20" },
		description = "Shows the logs of one service or of all.")
public final class LogsCommand implements Runnable {

	private static final Duration POLL = Duration.ofMillis(250);

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(index = "0", arity = "0..1", paramLabel = "SERVICE", completionCandidates = ServiceNames.class,
			description = "The service (default: all)")
	@Nullable String service;

	@Option(names = { "-f", "--follow" }, description = "Keep printing what is added")
	boolean follow;

	@Option(names = { "-n", "--lines" }, paramLabel = "N", defaultValue = "100",
			description = "How many lines of each to begin with (default: 100)")
	int lines;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(StackCommands.spec(this.spec));
		List<MeshService> chosen = (this.service != null) ? List.of(MeshService.named(this.service))
				: MeshService.all();
		Map<MeshService, Long> positions = new EnumMap<>(MeshService.class);
		chosen.forEach((each) -> positions.put(each, printLast(console, each)));
		if (this.follow) {
			follow(console, positions);
		}
	}

	private void follow(Console console, Map<MeshService, Long> positions) {
		while (!Thread.currentThread().isInterrupted()) {
			LockSupport.parkNanos(POLL.toNanos());
			positions.replaceAll((each, position) -> printAdded(console, each, position));
		}
	}

	private long printLast(Console console, MeshService each) {
		ServiceLog log = log(each);
		long end = log.size();
		log.tail(0, this.lines).forEach((line) -> print(console, each, line));
		return end;
	}

	private long printAdded(Console console, MeshService each, long position) {
		ServiceLog log = log(each);
		long from = (log.size() < position) ? 0 : position;
		byte[] added = log.read(from);
		int complete = lastLineEnd(added);
		new String(added, 0, complete, StandardCharsets.UTF_8).lines().forEach((line) -> print(console, each, line));
		return from + complete;
	}

	private static int lastLineEnd(byte[] bytes) {
		int end = bytes.length;
		while (end > 0 && bytes[end - 1] != '\n') {
			end--;
		}
		return end;
	}

	private void print(Console console, MeshService each, String line) {
		console.print((this.service != null) ? line : "%-16s | %s".formatted(each.serviceAccount(), line));
	}

	private ServiceLog log(MeshService each) {
		return new ServiceLog(this.workspace.state().log(each.serviceAccount()));
	}

}
