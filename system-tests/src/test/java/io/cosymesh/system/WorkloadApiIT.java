package io.cosymesh.system;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.spiffe.workloadapi.grpc.Workload;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Python program joins the running mesh through {@code ./cosymesh workload-api}. Needs
 * Debian's python3-grpcio; {@code -Dcosymesh.python=required} makes its absence a
 * failure.
 */
@Order(40)
@ExtendWith(StackExtension.class)
class WorkloadApiIT {

	private static final String PYTHON = System.getProperty("cosymesh.python.command", "/usr/bin/python3");

	private static final Path CLIENT = Path.of("..", "mesh-workload-api", "src", "test", "python",
			"workload_client.py");

	private static final String NAME = "tts-runtime";

	private static final String VARIABLE = "SPIFFE_ENDPOINT_SOCKET=";

	private final Cosymesh stack;

	@TempDir
	private Path directory;

	WorkloadApiIT(Cosymesh stack) {
		this.stack = stack;
	}

	@BeforeAll
	static void requirePython() throws Exception {
		boolean required = "required".equals(System.getProperty("cosymesh.python"));
		Assumptions.assumeTrue(required || new ProcessBuilder(PYTHON, "-c", "import grpc, google.protobuf")
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor() == 0, "there is no Python with grpc");
	}

	@Test
	void pythonProgramJoinsTheMeshAndFollowsItsRotation() throws Exception {
		this.stack.succeed("workload-key", "register", NAME);
		Path socket = this.directory.resolve("sockets").resolve("api.sock");
		Process api = this.stack.start("workload-api", "--service-account", NAME, "--socket", socket.toString());
		try (BufferedReader said = api.inputReader()) {
			String address = said.readLine();
			assertThat(address).isEqualTo(VARIABLE + "unix://" + socket);
			assertJoins(address.substring(VARIABLE.length()));
		}
		finally {
			api.destroy();
			assertThat(api.waitFor(20, TimeUnit.SECONDS)).as("it ends when told").isTrue();
		}
		assertThat(socket).doesNotExist();
	}

	private void assertJoins(String address) throws Exception {
		String self = StackAuthority.idOf(NAME);
		Process client = python(address);
		try (BufferedReader lines = client.inputReader()) {
			JsonNode first = next(lines);
			JsonNode second = next(lines);
			assertThat(List.of(first, second)).allSatisfy((svid) -> {
				assertThat(svid.path("spiffeId").asString()).isEqualTo(self);
				assertThat(svid.path("handshake").toString()).isEqualTo("[[\"%1$s\"],[\"%1$s\"]]".formatted(self));
			});
			assertThat(second.path("leaf").asString()).isNotEqualTo(first.path("leaf").asString());
			JsonNode found = next(lines);
			assertThat(found.path("validated").asString()).isEqualTo(self);
			assertThat(found.path("wrongAudience").asString()).isEqualTo("INVALID_ARGUMENT");
			assertThat(found.path("withoutHeader").asString()).isEqualTo("INVALID_ARGUMENT");
			assertThat(found.path("jwtKeys").path("spiffe://cosymesh.local")).isNotEmpty();
			assertThat(found.path("asked").path("peer").toString())
				.isEqualTo("[\"%s\"]".formatted(StackAuthority.idOf("identity-ca")));
			assertThat(found.path("asked").path("status").asInt()).isEqualTo(200);
		}
		finally {
			assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
		}
	}

	private Process python(String address) throws Exception {
		Path descriptors = this.directory.resolve("descriptors");
		FileDescriptorSet.Builder files = FileDescriptorSet.newBuilder();
		List<FileDescriptor> dependencies = Workload.getDescriptor().getDependencies();
		dependencies.forEach((file) -> files.addFile(file.toProto()));
		Files.write(descriptors, files.addFile(Workload.getDescriptor().toProto()).build().toByteArray());
		List<String> command = new ArrayList<>(List.of(PYTHON, CLIENT.toString(), address, descriptors.toString(), "1",
				String.valueOf(this.stack.meshPort(9440)), "/v1/bundles"));
		return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
	}

	private static JsonNode next(BufferedReader lines) throws Exception {
		String line = lines.readLine();
		assertThat(line).as("the next line of the Python client").isNotNull();
		return JsonMapper.shared().readTree(line);
	}

}
