package io.cosymesh.cli.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.StackLock;
import io.cosymesh.cli.state.PrivateFile;
import io.cosymesh.cli.state.StateDirectory;
import io.cosymesh.cli.state.Workspace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code restore}: brings back what a backup holds, checked before anything changes.
 */
@Command(name = "restore", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh restore voices.zip" },
		description = "Brings back voices, jobs and their audio from a backup, while the stack is down.")
public final class RestoreCommand implements Runnable {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
		.withZone(ZoneOffset.UTC);

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(paramLabel = "FILE", description = "What ./cosymesh backup has written")
	Path file = Path.of("");

	@Option(names = "--force", description = "Put aside what is there now")
	boolean force;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		if (!Files.isRegularFile(this.file)) {
			throw CommandFailure.usage("there is no file " + this.file);
		}
		StateDirectory state = this.workspace.state();
		try (var _ = StackLock.take(state, console)) {
			if (MeshService.BACKEND_API.runs(state)) {
				throw CommandFailure.because("backend-api is running; stop it first: ./cosymesh down");
			}
			Path voices = state.voices();
			if (Files.exists(voices.resolve(BackupEntry.DATABASE)) && !this.force) {
				throw CommandFailure.usage("there are voices in %s; --force puts them aside".formatted(voices));
			}
			restore(voices, console);
		}
	}

	private void restore(Path voices, Console console) {
		Path scratch = voices.resolveSibling("backend-api.restoring");
		Directories.delete(scratch);
		try {
			PrivateFile.directory(scratch);
			int files = BackupReader.unpack(this.file, scratch);
			if (Files.exists(voices)) {
				Path aside = voices
					.resolveSibling("backend-api.before-" + TIME.format(InstantSource.system().instant()));
				Files.move(voices, aside, StandardCopyOption.ATOMIC_MOVE);
				console.say("What was there is now in " + aside);
			}
			Files.move(scratch, voices, StandardCopyOption.ATOMIC_MOVE);
			console.say("Restored %d files. Start with: ./cosymesh up".formatted(files));
		}
		catch (IOException ex) {
			throw CommandFailure.because("the backup can't be restored: " + ex);
		}
		finally {
			Directories.delete(scratch);
		}
	}

}
