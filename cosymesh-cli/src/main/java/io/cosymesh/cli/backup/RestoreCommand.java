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
		description = "Brings back what a backup holds, while the stack is down.")
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
		this.workspace.requireLocal(BackupCommand.ELSEWHERE);
		StateDirectory state = this.workspace.state();
		try (var _ = StackLock.take(state, console)) {
			if (MeshService.all().stream().anyMatch((service) -> service.runs(state))) {
				throw CommandFailure.because("CosyMesh is running; stop it first: ./cosymesh down");
			}
			AudioElsewhere.in(state.voices()).ifPresent((place) -> {
				throw CommandFailure
					.because("audio of this stack is in %s: %s".formatted(place, AudioElsewhere.BY_HAND));
			});
			mustBeEmpty(state.voices().resolve(BackupEntry.DATABASE), "voices");
			mustBeEmpty(state.people(), "people");
			restore(state, console);
		}
	}

	private void mustBeEmpty(Path database, String what) {
		if (Files.exists(database) && !this.force) {
			throw CommandFailure
				.usage("there are %s in %s; --force puts them aside".formatted(what, database.getParent()));
		}
	}

	private void restore(StateDirectory state, Console console) {
		Path voices = state.voices();
		Path scratch = voices.resolveSibling("backend-api.restoring");
		Directories.delete(scratch);
		try {
			PrivateFile.directory(scratch);
			int files = BackupReader.unpack(this.file, scratch);
			String now = TIME.format(InstantSource.system().instant());
			Path people = scratch.resolve(BackupEntry.PEOPLE);
			if (Files.exists(people)) {
				PrivateFile.directory(state.gateway());
				replace(state.people(), people, state.gateway().resolve("db.before-%s.mv.db".formatted(now)), console);
				console.say("People sign in with the passwords they had, not with one that ./cosymesh up shows");
			}
			replace(voices, scratch, voices.resolveSibling("backend-api.before-" + now), console);
			console.say("Restored %d files. Start with: ./cosymesh up".formatted(files));
		}
		catch (IOException ex) {
			throw CommandFailure.because("the backup can't be restored: " + ex);
		}
		finally {
			Directories.delete(scratch);
		}
	}

	private static void replace(Path old, Path restored, Path aside, Console console) throws IOException {
		if (Files.exists(old)) {
			Files.move(old, aside, StandardCopyOption.ATOMIC_MOVE);
			console.say("What was there is now in " + aside);
		}
		Files.move(restored, old, StandardCopyOption.ATOMIC_MOVE);
	}

}
