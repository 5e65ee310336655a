package io.cosymesh.cli.mesh;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.DurationConverter;
import io.cosymesh.cli.console.ListingFormat;
import io.cosymesh.cli.console.PlainText;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.gateway.PublicApi;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code top}: which requests there are most of, just now.
 */
@Command(name = "top", mixinStandardHelpOptions = true,
		description = "Counts requests between services as they pass by, the most frequent first. On a terminal "
				+ "it goes on until Ctrl-C; otherwise it prints once.",
		footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh top", "  ./cosymesh top inference-engine", "  ./cosymesh top --status 5xx",
				"  ./cosymesh top --for 30s -o json     # counts half a minute and prints once" },
		exitCodeListHeading = "%nExit codes:%n", exitCodeList = { "0:every service was watched",
				"3:a service, or the gateway, could not be watched", "4:the gateway refuses the operator's key" })
public final class TopCommand implements Runnable {

	private static final Duration ONCE = Duration.ofSeconds(5);

	private static final Duration REFRESH = Duration.ofSeconds(1);

	@Mixin
	Workspace workspace = new Workspace();

	@Mixin
	TapFilter filter = new TapFilter();

	@Option(names = "--for", paramLabel = "TIME", converter = DurationConverter.class,
			description = "How long to count (default: until Ctrl-C on a terminal, else 5s)")
	@Nullable Duration time;

	@Option(names = "--rows", paramLabel = "N", defaultValue = "40",
			description = "How many rows a terminal shows (default: 40)")
	int rows = 40;

	@Mixin
	ListingFormat format = new ListingFormat();

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		boolean live = console.interactive() && !this.format.isJson();
		TapReport report = new TapReport(console);
		TopTable counts = new TopTable();
		try (MeshContext context = Contexts.open(this.workspace);
				TapStream stream = new TapStream(new MeshApi(PublicApi.of(context)).tap(this.filter.terms()));
				ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
			Optional.ofNullable(live ? this.time : Objects.requireNonNullElse(this.time, ONCE))
				.ifPresent(stream::endAfter);
			CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> count(stream, counts, report), threads);
			while (live && !reading.isDone()) {
				show(counts, console);
				LockSupport.parkNanos(REFRESH.toNanos());
			}
			finish(reading);
		}
		if (this.format.isJson()) {
			console.print(counts.json().toPrettyString());
		}
		else if (!live) {
			counts.table().print(console);
		}
		report.tell();
	}

	private void show(TopTable counts, Console console) {
		List<String> lines = new ArrayList<>(counts.table().lines(console));
		console.repaint((lines.size() > this.rows) ? lines.subList(0, this.rows) : lines);
	}

	private static void count(TapStream stream, TopTable counts, TapReport report) {
		try {
			for (Optional<TapStream.Event> event = stream.next(); event.isPresent(); event = stream.next()) {
				if (event.get().name().equals("request")) {
					counts.add(event.get().data());
				}
				else {
					report.note(event.get());
				}
			}
		}
		catch (IOException ex) {
			throw CommandFailure
				.unavailable("the gateway ended the tap: " + PlainText.of(String.valueOf(ex.getMessage())));
		}
	}

	private static void finish(CompletableFuture<Void> reading) {
		try {
			reading.join();
		}
		catch (CompletionException ex) {
			if (ex.getCause() instanceof CommandFailure failure) {
				throw failure;
			}
			throw ex;
		}
	}

}
