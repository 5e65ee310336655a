package io.cosymesh.cli.workloadkey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

import io.cosymesh.cli.console.CommandFailure;
import io.cosymesh.cli.console.Console;
import io.cosymesh.cli.operator.AdminClient;
import io.cosymesh.cli.state.Workspace;
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
@Command(name = "register", mixinStandardHelpOptions = true,
		description = "Registers a public key of a workload beside those it has. Prints its thumbprint.")
final class RegisterKeyCommand implements Runnable {

	private static final long LARGEST_FILE = 8192;

	@Mixin
	Workspace workspace = new Workspace();

	@Mixin
	WorkloadOptions workload = new WorkloadOptions();

	@Option(names = "--public-key", required = true, paramLabel = "FILE",
			description = "PEM file of one public key, P-256 or Ed25519")
	Path publicKey = Path.of("");

	@Option(names = "--json", description = "Print JSON")
	boolean json;

	@Spec
	@Nullable CommandSpec spec;

	@Override
	public void run() {
		Console console = Console.of(Objects.requireNonNull(this.spec));
		String pem = read();
		try (AdminClient client = AdminClient.connect(this.workspace)) {
			JsonNode key = client.post(this.workload.path(), Map.of("publicKey", pem));
			console.print(this.json ? key.toPrettyString() : key.path("thumbprint").asString());
		}
	}

	private String read() {
		String pem = content();
		if (pem.contains("PRIVATE KEY")) {
			throw CommandFailure
				.usage("--public-key: %s holds a private key, which the CA must never see. ".formatted(this.publicKey)
						+ "Make the public half of it: openssl pkey -pubout");
		}
		return pem;
	}

	private String content() {
		try {
			if (Files.size(this.publicKey) > LARGEST_FILE) {
				throw CommandFailure.usage("--public-key: %s is larger than any public key".formatted(this.publicKey));
			}
			return Files.readString(this.publicKey);
		}
		catch (IOException ex) {
			throw CommandFailure.usage("--public-key: %s cannot be read".formatted(this.publicKey));
		}
	}

}
