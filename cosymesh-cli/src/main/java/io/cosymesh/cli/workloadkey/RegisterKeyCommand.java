package io.cosymesh.cli.workloadkey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/**
 * {@code workload-key register}.
 */
@Command(name = "register", mixinStandardHelpOptions = true, footerHeading = "%nExamples:%n",
		footer = { "  ./cosymesh workload-key register reporting",
				"  ./cosymesh workload-key register reporting --public-key reporting.pub.pem" },
		description = "Registers a public key of a workload beside those it has. Prints its thumbprint.")
final class RegisterKeyCommand implements Runnable {

	private static final long LARGEST_FILE = 8192;

	private static final String NAME_A_KEY = "a new private key would stay on this machine. Make one where the workload"
			+ " runs, and name its public half with --public-key FILE";

	@Mixin
	Workspace workspace = new Workspace();

	@Mixin
	WorkloadOptions workload = new WorkloadOptions();

	@Option(names = "--public-key", paramLabel = "FILE",
			description = "PEM file of one public key, P-256 or Ed25519. Without it the workload gets a new key, whose"
					+ " private half is kept in keys/NAME.pem in the state directory")
	@Nullable Path publicKey;

	@Option(names = "--json", description = "Print JSON")
	boolean json;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		Path file = this.publicKey;
		JsonNode key = (file != null) ? register(read(file)) : registerNew();
		console.print(this.json ? key.toPrettyString() : key.path("thumbprint").asString());
	}

	private JsonNode register(String pem) {
		try (AdminClient client = AdminClient.connect(this.workspace)) {
			return client.post(this.workload.path(), Map.of("publicKey", pem));
		}
	}

	private JsonNode registerNew() {
		this.workspace.requireLocal(new Elsewhere(NAME_A_KEY, NAME_A_KEY));
		StateDirectory state = this.workspace.state();
		if (!this.workload.name.matches("[a-z0-9-]{1,63}")) {
			throw CommandFailure.usage("'%s' is no name of a service account".formatted(this.workload.name));
		}
		Path file = state.key(this.workload.name);
		if (Files.exists(file)) {
			throw CommandFailure.usage(("%s has a key: %s. For a new one: ./cosymesh workload-key rotate %1$s; for one "
					+ "beside it, name its --public-key")
				.formatted(this.workload.name, file));
		}
		WorkloadKeyPair pair = WorkloadKeyPair.generate();
		JsonNode key = register(pair.publicPem());
		state.prepare();
		PrivateFile.write(file, pair.privatePem());
		return key;
	}

	private static String read(Path file) {
		String pem = content(file);
		if (pem.contains("PRIVATE KEY")) {
			throw CommandFailure
				.usage("--public-key: %s holds a private key, which the CA must never see. ".formatted(file)
						+ "Make the public half of it: openssl pkey -pubout");
		}
		return pem;
	}

	private static String content(Path file) {
		try {
			if (Files.size(file) > LARGEST_FILE) {
				throw CommandFailure.usage("--public-key: %s is larger than any public key".formatted(file));
			}
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw CommandFailure.usage("--public-key: %s cannot be read".formatted(file));
		}
	}

}
