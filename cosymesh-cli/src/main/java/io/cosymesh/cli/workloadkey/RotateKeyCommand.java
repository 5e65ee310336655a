package io.cosymesh.cli.workloadkey;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.operator.AdminClient;
import io.cosymesh.cli.state.PrivateFile;
import io.cosymesh.cli.state.StateDirectory;
import io.cosymesh.cli.state.WorkloadKeyPair;
import io.cosymesh.cli.state.Workspace;
import io.cosymesh.cli.state.Workspace.Elsewhere;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code workload-key rotate}: at every moment the private key in the workload's file is
 * one that the CA accepts. The workload keeps its SVID; its next renewal is refused,
 * because the old key is gone, and attests with the new one at once.
 */
@Command(name = "rotate", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh workload-key rotate reporting" },
		description = "Gives a workload of this machine's stack a new key while it runs. Prints its thumbprint.")
final class RotateKeyCommand implements Runnable {

	private static final String BY_HAND = "register a new public key (./cosymesh workload-key register NAME --public-key"
			+ " FILE), give the workload the new private key, then remove the old one (./cosymesh workload-key remove"
			+ " NAME --thumbprint SHA256)";

	private static final Elsewhere ELSEWHERE = new Elsewhere(
			"private keys are in volumes that this command can't see. In its place: " + BY_HAND,
			"services prove their names with tokens of their ServiceAccounts there, which the cluster renews. For a"
					+ " workload outside of it: " + BY_HAND);

	@Mixin
	Workspace workspace = new Workspace();

	@Parameters(paramLabel = "NAME", description = "Service account of the workload")
	String name = "";

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		this.workspace.requireLocal(ELSEWHERE);
		StateDirectory state = this.workspace.state();
		if (!this.name.matches("[a-z0-9-]{1,63}") || !Files.exists(state.key(this.name))) {
			throw CommandFailure.usage(("'%s' has no private key in %s. For a workload elsewhere, register its new "
					+ "public key, give it the new private key, then remove the old one.")
				.formatted(this.name, state.home()));
		}
		WorkloadKeyPair next = WorkloadKeyPair.generate();
		try (AdminClient client = AdminClient.connect(this.workspace)) {
			rotate(client, state, next).forEach((old) -> console.say("removed " + old));
		}
		console.print(next.thumbprint());
	}

	private List<String> rotate(AdminClient client, StateDirectory state, WorkloadKeyPair next) {
		WorkloadOptions workload = new WorkloadOptions();
		workload.name = this.name;
		client.post(workload.path(), Map.of("publicKey", next.publicPem()));
		PrivateFile.write(state.key(this.name), next.privatePem());
		List<String> old = client.get(workload.path())
			.path("keys")
			.valueStream()
			.map((key) -> key.path("thumbprint").asString())
			.filter((thumbprint) -> !thumbprint.equals(next.thumbprint()))
			.toList();
		old.forEach((thumbprint) -> client.delete(workload.path(thumbprint)));
		PrivateFile.write(state.registration(this.name), next.publicPem());
		return old;
	}

}
