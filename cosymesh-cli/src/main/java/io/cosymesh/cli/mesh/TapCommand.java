package io.cosymesh.cli.mesh;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

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
import tools.jackson.databind.JsonNode;

/**
 * {@code tap}: requests as they pass by.
 */
@Command(name = "tap", mixinStandardHelpOptions = true,
		description = "Shows requests between services as they pass by, until Ctrl-C. Never a query, body or key.",
		footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh tap", "  ./cosymesh tap inference-engine --source backend-api",
				"  ./cosymesh tap --outcome denied          # what policies refuse",
				"  ./cosymesh tap --status 5xx --for 1m -o wide", "  ./cosymesh tap --path /v1/ --count 10 -o json" },
		exitCodeListHeading = "%nExit codes:%n", exitCodeList = { "0:every service was watched",
				"3:a service, or the gateway, could not be watched", "4:the gateway refuses the operator's key" })
public final class TapCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Mixin
	TapFilter filter = new TapFilter();

	@Option(names = "--headers", description = "With -o json: also the requests' headers, secrets taken out")
	boolean headers;

	@Option(names = "--count", paramLabel = "N", description = "End after so many requests")
	@Nullable Integer count;

	@Option(names = "--for", paramLabel = "TIME", converter = DurationConverter.class,
			description = "End after this time, such as 30s")
	@Nullable Duration time;

	@Mixin
	ListingFormat format = new ListingFormat();

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		this.format.isJson();
		Map<String, String> terms = new LinkedHashMap<>(this.filter.terms());
		if (this.headers) {
			terms.put("headers", "true");
		}
		TapReport report = new TapReport(console);
		try (MeshContext context = Contexts.open(this.workspace);
				TapStream stream = new TapStream(new MeshApi(PublicApi.of(context)).tap(terms))) {
			Optional.ofNullable(this.time).ifPresent(stream::endAfter);
			watch(stream, report, console);
		}
		catch (IOException ex) {
			throw CommandFailure
				.unavailable("the gateway ended the tap: " + PlainText.of(String.valueOf(ex.getMessage())));
		}
		report.tell();
	}

	private void watch(TapStream stream, TapReport report, Console console) throws IOException {
		int left = (this.count != null) ? this.count : Integer.MAX_VALUE;
		while (left > 0) {
			Optional<TapStream.Event> event = stream.next();
			if (event.isEmpty()) {
				return;
			}
			if (event.get().name().equals("request")) {
				print(event.get().data(), console);
				left--;
			}
			else {
				report.note(event.get());
			}
		}
	}

	private void print(JsonNode request, Console console) {
		console.print(this.format.isJson() ? request.toString() : TapLine.of(request, this.format.isWide(), console));
	}

}
