package io.cosymesh.cli.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.context.Contexts;
import io.cosymesh.cli.gateway.PublicApi;
import io.cosymesh.cli.operator.AdminClient;
import io.cosymesh.cli.operator.MeshServers;
import io.cosymesh.cli.operator.OperatorIdentity;
import io.cosymesh.cli.stack.MeshContext;
import io.cosymesh.cli.stack.MeshService;
import io.cosymesh.cli.stack.StackLock;
import io.cosymesh.cli.state.StateDirectory;
import io.cosymesh.cli.state.Workspace;
import io.cosymesh.cli.state.Workspace.Elsewhere;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * {@code backup}: takes what must not be lost into a file, while the stack runs or is
 * down.
 */
@Command(name = "backup", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh backup voices.zip", "  ./cosymesh backup --force voices.zip" },
		description = {
				"Takes voices, jobs, their audio, people and API keys into a file, while the stack runs or is down.",
				"Keys and secrets of the services are not in it, nor the operator's key." })
public final class BackupCommand implements Runnable {

	static final Elsewhere ELSEWHERE = new Elsewhere(
			"voices and people are in volumes there. Stop the stack (./cosymesh down) and copy them:"
					+ " docs/deploy-compose.md; with PostgreSQL or a bucket: docs/backup.md#postgresql-and-a-bucket",
			"voices are in PostgreSQL and a bucket there, or in volumes of the cluster, which has snapshots for them:"
					+ " docs/backup.md#postgresql-and-a-bucket");

	// Audio on another disk is copied before there is an answer.
	private static final Duration PATIENCE = Duration.ofMinutes(30);

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
		this.workspace.requireLocal(ELSEWHERE);
		StateDirectory state = this.workspace.state();
		try (var _ = StackLock.take(state, console); Frozen voices = voices(state); Frozen gateway = gateway(state)) {
			if (!Files.exists(voices.directory().resolve(BackupEntry.DATABASE))) {
				throw CommandFailure.because("there is nothing to back up in " + voices.directory());
			}
			Optional<Path> people = Optional.of(gateway.directory().resolve(StateDirectory.DATABASE))
				.filter(Files::exists);
			int files = BackupWriter.write(voices.directory(), people, this.file.toAbsolutePath());
			console.say("Took %d files into %s".formatted(files, this.file));
			if (people.isEmpty()) {
				console.say("People and keys are not in it: they are in no database of this machine");
			}
		}
	}

	private Frozen voices(StateDirectory state) {
		MeshService service = MeshService.BACKEND_API;
		if (!service.runs(state)) {
			AudioElsewhere.in(state.voices()).ifPresent((place) -> {
				throw CommandFailure
					.because("audio is in %s, where backend-api alone takes it: ./cosymesh up first, or %s"
						.formatted(place, AudioElsewhere.BY_HAND));
			});
			return new Frozen(state.voices(), false);
		}
		try (MeshContext context = Contexts.open(this.workspace);
				AdminClient client = new MeshServers(context, OperatorIdentity.attest(context).waiting(PATIENCE))
					.open(service)) {
			return taken(client.post("/internal/snapshots", Map.of()));
		}
	}

	private Frozen gateway(StateDirectory state) {
		boolean runs = MeshService.WEBUI_SERVICE.runs(state) && Files.exists(state.people());
		if (!runs) {
			return new Frozen(state.gateway(), false);
		}
		try (MeshContext context = Contexts.open(this.workspace)) {
			return taken(PublicApi.of(context).post("/api/v1/snapshots"));
		}
	}

	private static Frozen taken(JsonNode answer) {
		return new Frozen(Path.of(answer.path("directory").asString()), true);
	}

}
