package io.cosymesh.webui.cosyvoice;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.cosyvoice.Request;

/**
 * Debian's python3-grpcio with the descriptor of the published proto;
 * {@code -Dcosymesh.python=required} makes its absence a failure.
 */
final class PythonClient {

	private static final String PYTHON = System.getProperty("cosymesh.python.command", "/usr/bin/python3");

	private static final Path PROGRAM = Path.of("src/test/python/cosyvoice_client.py");

	private final Path descriptors;

	PythonClient(Path directory) throws IOException {
		this.descriptors = Files.write(directory.resolve("cosyvoice.protobin"),
				FileDescriptorSet.newBuilder()
					.addFile(Request.getDescriptor().getFile().toProto())
					.build()
					.toByteArray());
	}

	static void require() throws Exception {
		boolean required = "required".equals(System.getProperty("cosymesh.python"));
		Assumptions.assumeTrue(required || new ProcessBuilder(PYTHON, "-c", "import grpc, google.protobuf")
			.redirectError(ProcessBuilder.Redirect.DISCARD)
			.start()
			.waitFor() == 0, "there is no Python with grpc");
	}

	JsonNode call(String target, String mode, String text, String... credentials) throws Exception {
		List<String> command = new ArrayList<>(
				List.of(PYTHON, PROGRAM.toString(), target, this.descriptors.toString(), mode, text));
		command.addAll(List.of(credentials));
		Process client = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
		try (OutputStream prompt = client.getOutputStream()) {
			prompt.write(new byte[32_000]);
		}
		catch (IOException _) {
			// not every mode reads one
		}
		String said = new String(client.getInputStream().readAllBytes());
		if (!client.waitFor(60, TimeUnit.SECONDS) || client.exitValue() != 0) {
			throw new AssertionError("The Python client failed: " + said);
		}
		return JsonMapper.shared().readTree(said);
	}

}
