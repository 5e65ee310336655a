package io.cosymesh.cli.ca;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code ca rotate}: a whole rotation, one step after the other.
 */
@Command(name = "rotate", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh ca rotate root", "  ./cosymesh ca rotate intermediate" },
		description = "Prepares, waits until everybody knows, activates, and taints what was active before.")
final class RotateCommand implements Runnable {

	private static final Duration LONGEST_SLEEP = Duration.ofSeconds(2);

	private final InstantSource clock = InstantSource.system();

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(paramLabel = "KIND", description = "root, intermediate or jwt")
	String kind = "";

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		CaAuthorities authorities = new CaAuthorities(this.workspace);
		Optional<CaAuthority> before = authorities.find(this.kind, "active");
		CaAuthority prepared = authorities.find(this.kind, "prepared").orElseGet(() -> authorities.prepare(this.kind));
		console.say("Prepared %s %s.".formatted(this.kind, prepared.id()));
		awaitKnown(prepared.id(), authorities, console);
		authorities.activate(prepared.id());
		console.say("Activated it.");
		before.ifPresent((old) -> {
			authorities.taint(old.id());
			console.say("Tainted %s: workloads renew now, and it goes when none is left.".formatted(old.id()));
		});
		console.print(prepared.id());
	}

	private void awaitKnown(String id, CaAuthorities authorities, Console console) {
		while (true) {
			CaAuthority prepared = authorities.find(this.kind, "prepared")
				.filter((found) -> found.id().equals(id))
				.orElseThrow(() -> CommandFailure.because("%s %s is not prepared any more".formatted(this.kind, id)));
			Instant now = this.clock.instant();
			Optional<Instant> from = prepared.activatableFrom();
			if (from.isPresent() && !from.get().isAfter(now)) {
				console.endProgress();
				return;
			}
			console.progress("Waiting until every workload knows it, until "
					+ from.map(CaAuthority::seconds).orElse("it is published"));
			pause(from.map((end) -> Duration.between(now, end)).orElse(LONGEST_SLEEP));
		}
	}

	private static void pause(Duration wanted) {
		LockSupport.parkNanos(((wanted.compareTo(LONGEST_SLEEP) < 0) ? wanted : LONGEST_SLEEP).toNanos());
	}

}
