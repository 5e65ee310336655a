package io.cosymesh.cli.check;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.console.DurationConverter;
import io.cosymesh.cli.console.OutputFormat;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code check}: what is wrong, why, and what to do.
 */
@Command(name = "check", mixinStandardHelpOptions = true,
		description = "Looks at services, identities, trust, policies and clocks, speaks a word, and names each "
				+ "fault with its reason and its fix. Works when services are down, too.",
		footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh check",
				"  ./cosymesh check --wait 2m       # until everything is well, or two minutes",
				"  ./cosymesh check --no-speech     # without speaking a word, for a monitor that asks often",
				"  ./cosymesh check -o json", "  ./cosymesh check --context kubernetes" },
		exitCodeListHeading = "%nExit codes:%n", exitCodeList = { "0:nothing is wrong, though there may be warnings",
				"1:something is wrong", "2:wrong arguments" })
public final class CheckCommand implements Runnable {

	private static final Duration PAUSE = Duration.ofSeconds(1);

	@Mixin
	Workspace workspace = new Workspace();

	@Option(names = "--wait", paramLabel = "TIME", converter = DurationConverter.class,
			description = "Look again until nothing is wrong, for at most this time, such as 2m")
	@Nullable Duration wait;

	@Option(names = "--no-speech", description = "Speak no word through the pipeline")
	boolean silent;

	@Mixin
	OutputFormat format = new OutputFormat();

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		boolean json = this.format.isJson();
		Report report;
		try (MeshContext context = Contexts.open(this.workspace)) {
			report = report(context, console);
		}
		if (json) {
			console.print(report.json());
		}
		else {
			report.print(console);
		}
		if (!report.success()) {
			int faults = report.faults().size();
			throw CommandFailure.because((faults == 1) ? "one check failed" : "%d checks failed".formatted(faults));
		}
	}

	private Report report(MeshContext context, Console console) {
		long end = System.nanoTime() + ((this.wait != null) ? this.wait.toNanos() : 0);
		while (true) {
			console.progress("checking ...");
			Report report = look(context);
			boolean over = System.nanoTime() >= end;
			if (report.success() || over) {
				console.endProgress();
				return report;
			}
			console.progress("waiting: " + report.faults().getFirst());
			LockSupport.parkNanos(PAUSE.toNanos());
		}
	}

	private Report look(MeshContext context) {
		return Verdicts.of(new Observer(context, !this.silent, InstantSource.system()).observe());
	}

}
