package io.cosymesh.cli.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.operator.AdminClient;
import io.cosymesh.cli.operator.OperatorIdentity;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.StackLock;
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
 * {@code backup}: takes voices and their audio into a file, while the stack runs or is
 * down.
 */
@Command(name = "backup", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh backup voices.zip", "  ./cosymesh backup --force voices.zip" },
		description = { "Takes voices, jobs and their audio into a file, while the stack runs or is down.",
				"Keys and secrets of the services are not in it." })
public final class BackupCommand implements Runnable {

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(paramLabel = "FILE", description = "The file to write")
	Path file = Path.of("");

	@Option(names = "--force", description = "Replace the file if it exists")
	boolean force;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		if (Files.exists(this.file) && !this.force) {
			throw CommandFailure.usage("%s exists; name another file, or add --force".formatted(this.file));
		}
		StateDirectory state = this.workspace.state();
		try (var _ = StackLock.take(state, console)) {
			int files = MeshService.BACKEND_API.runs(state) ? packSnapshot() : pack(state.voices());
			console.say("Took %d files into %s".formatted(files, this.file));
		}
	}

	private int packSnapshot() {
		Path snapshot = snapshot();
		try {
			return pack(snapshot);
		}
		finally {
			Directories.delete(snapshot);
		}
	}

	private Path snapshot() {
		MeshService service = MeshService.BACKEND_API;
		try (AdminClient client = OperatorIdentity.attest(this.workspace)
			.client(service.serviceAccount(), service.port(this.workspace.settings()))) {
			return Path.of(client.post("/internal/snapshots", Map.of()).path("directory").asString());
		}
	}

	private int pack(Path voices) {
		if (!Files.exists(voices.resolve(BackupEntry.DATABASE))) {
			throw CommandFailure.because("there is nothing to back up in " + voices);
		}
		return BackupWriter.write(voices, this.file.toAbsolutePath());
	}

}
