package io.cosymesh.workloadapi.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.spiffe.workloadapi.grpc.Workload;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.identity.svid.SvidSnapshot;
import io.cosymesh.workloadapi.socket.SocketAccess;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A workload that isn't Java: fetches, follows two rotations, shakes hands with what it
 * got, and validates. Needs Debian's python3-grpcio; {@code -Dcosymesh.python=required}
 * makes its absence a failure.
 */
class PythonClientIT {

	private static final String PYTHON = System.getProperty("cosymesh.python.command", "/usr/bin/python3");

	private static final Path CLIENT = Path.of("src/test/python/workload_client.py");

	private static final int ROTATIONS = 2;

	@TempDir
	Path directory;

	@BeforeAll
	static void requirePython() throws Exception {
		boolean required = "required".equals(System.getProperty("cosymesh.python"));
		Assumptions.assumeTrue(required || hasGrpc(), "there is no Python with grpc");
	}

	@Test
	void pythonWorkloadFetchesFollowsRotationsAndValidates() throws Exception {
		try (ServedWorkload workload = ServedWorkload.start(this.directory)) {
			SvidSnapshot current = workload.renew();
			Process client = start(workload, List.of(), ROTATIONS);
			try (BufferedReader lines = client.inputReader()) {
				for (int message = 0; message <= ROTATIONS; message++) {
					JsonNode svid = next(lines);
					assertThat(svid.path("spiffeId").asString()).isEqualTo(workload.source().self().toString());
					assertThat(svid.path("leaf").asString()).isEqualTo(fingerprint(current));
					assertThat(svid.path("handshake").toString())
						.isEqualTo("[[\"%1$s\"],[\"%1$s\"]]".formatted(workload.source().self()));
					current = (message < ROTATIONS) ? workload.renew() : current;
				}
				assertEverythingElse(next(lines), workload);
			}
			finally {
				assertThat(client.waitFor(30, TimeUnit.SECONDS)).isTrue();
			}
			assertThat(client.exitValue()).isZero();
		}
	}

	@Test
	void processOfAnotherUserIsDenied() throws Exception {
		Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "only root can be another user");
		Files.setPosixFilePermissions(this.directory, PosixFilePermissions.fromString("rwxr-xr-x"));
		SocketAccess others = SocketAccess.shared(Set.of("12345"), null);
		try (ServedWorkload workload = ServedWorkload.start(new WorkloadApiSettings(
				this.directory.resolve("sockets").resolve("api.sock"), others, "", Duration.ZERO))) {
			workload.renew();
			assertThat(errorsOf(start(workload, as(65534), 0))).contains("PERMISSION_DENIED",
					"This socket serves another user");
			assertThat(errorsOf(start(workload, as(12345), 0))).isEmpty();
		}
	}

	private static List<String> as(int user) {
		return List.of("setpriv", "--reuid=" + user, "--clear-groups");
	}

	private static String errorsOf(Process client) throws Exception {
		client.getInputStream().transferTo(OutputStream.nullOutputStream());
		String errors = new String(client.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
		client.waitFor();
		return errors;
	}

	private static void assertEverythingElse(JsonNode found, ServedWorkload workload) {
		String self = workload.source().self().toString();
		assertThat(found.path("bundles").toString()).isEqualTo("{\"spiffe://cosymesh.local\":1}");
		assertThat(found.path("jwtKeys").toString()).isEqualTo("{\"spiffe://cosymesh.local\":[\"jwt-1\"]}");
		assertThat(found.path("jwtSubject").asString()).isEqualTo(self);
		assertThat(found.path("validated").asString()).isEqualTo(self);
		assertThat(found.path("claims").path("sub").asString()).isEqualTo(self);
		assertThat(found.path("wrongAudience").asString()).isEqualTo("INVALID_ARGUMENT");
		assertThat(found.path("withoutHeader").asString()).isEqualTo("INVALID_ARGUMENT");
	}

	// The program comes by standard input: another user may not reach the sources.
	private Process start(ServedWorkload workload, List<String> prefix, int rotations) throws IOException {
		Path descriptors = this.directory.resolve("descriptors");
		FileDescriptorSet.Builder files = FileDescriptorSet.newBuilder();
		List<FileDescriptor> dependencies = Workload.getDescriptor().getDependencies();
		dependencies.forEach((file) -> files.addFile(file.toProto()));
		Files.write(descriptors, files.addFile(Workload.getDescriptor().toProto()).build().toByteArray());
		List<String> command = new ArrayList<>(prefix);
		command.addAll(List.of(PYTHON, "-", workload.address(), descriptors.toString(), String.valueOf(rotations)));
		return new ProcessBuilder(command).redirectInput(CLIENT.toFile()).start();
	}

	private static JsonNode next(BufferedReader lines) throws IOException {
		String line = lines.readLine();
		assertThat(line).as("the next line of the Python client").isNotNull();
		return JsonMapper.shared().readTree(line);
	}

	private static String fingerprint(SvidSnapshot snapshot) throws Exception {
		return HexFormat.of()
			.formatHex(MessageDigest.getInstance("SHA-256").digest(snapshot.svid().getLeaf().getEncoded()));
	}

	private static boolean hasGrpc() throws InterruptedException {
		try {
			return new ProcessBuilder(PYTHON, "-c", "import grpc, google.protobuf")
				.redirectError(ProcessBuilder.Redirect.DISCARD)
				.start()
				.waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
