package io.cosymesh.webui.cosyvoice;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.mesh.listener.SecondListener;
import io.cosymesh.mesh.startup.MeshConfigurationException;
import io.cosymesh.webui.fixture.Gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * The gateway with its plaintext listener, and a client that shows no key.
 */
@Timeout(60)
class PlaintextListenerIT {

	@TempDir
	static Path directory;

	private static Gateway gateway;

	@BeforeAll
	static void start() throws Exception {
		PythonClient.require();
		gateway = Gateway.start("--cosymesh.cosyvoice.plaintext.port=0",
				"--cosymesh.cosyvoice.plaintext.api-key-file=${cosymesh.access.api-key-file}");
	}

	@AfterAll
	static void stop() throws Exception {
		if (gateway != null) {
			gateway.close();
		}
	}

	@Test
	void pythonClientSpeaksWithoutTlsAndKey() throws Exception {
		JsonNode said = new PythonClient(directory).call("127.0.0.1:" + port(), "sft", "Hello.");
		assertThat(said.path("code").asString()).isEqualTo("OK");
		assertThat(said.path("sizes").toString()).isEqualTo("[2,6]");
		assertThat(said.at("/headers/x-sample-rate").asString()).isEqualTo("22050");
	}

	@Test
	void pythonClientSpeaksOverTlsWithAKey() throws Exception {
		JsonNode said = new PythonClient(directory).call("localhost:" + gateway.port(), "sft", "Hello.",
				gateway.tlsDirectory().resolve("ca.pem").toString(), Gateway.API_KEY);
		assertThat(said.path("code").asString()).isEqualTo("OK");
		assertThat(said.path("sizes").toString()).isEqualTo("[2,6]");
	}

	@Test
	void pythonClientWithAWrongKeyIsUnauthenticated() throws Exception {
		JsonNode said = new PythonClient(directory).call("localhost:" + gateway.port(), "sft", "Hello.",
				gateway.tlsDirectory().resolve("ca.pem").toString(), "cosy_wrong");
		assertThat(said.path("code").asString()).isEqualTo("UNAUTHENTICATED");
		assertThat(said.path("detail").asString()).contains("not valid");
	}

	@Test
	void pythonClientHearsWhatIsWrong() throws Exception {
		JsonNode said = new PythonClient(directory).call("127.0.0.1:" + port(), "sft", "missing");
		assertThat(said.path("code").asString()).isEqualTo("NOT_FOUND");
		assertThat(said.path("detail").asString()).isEqualTo("voice-not-found 原因");
	}

	@Test
	void neitherPageNorApiIsThere() throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			for (String path : new String[] { "/", "/signin", "/session", "/api/v1/voices", "/actuator/health" }) {
				HttpResponse<String> answer = client.send(
						HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path)).build(),
						BodyHandlers.ofString());
				assertThat(answer.statusCode()).as(path).isEqualTo(404);
				assertThat(answer.body()).contains("urn:cosymesh:problem:not-found");
			}
		}
	}

	@Test
	void pageOfAWebsiteIsRefused() throws Exception {
		try (HttpClient client = HttpClient.newHttpClient()) {
			HttpResponse<String> answer = client
				.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + "/inference_sft"))
					.header("Origin", "http://evil.example")
					.build(), BodyHandlers.ofString());
			assertThat(answer.statusCode()).isEqualTo(403);
		}
	}

	@Test
	void addressForOthersIsRefusedAtTheStart() {
		assertThatThrownBy(() -> Gateway.start("--cosymesh.cosyvoice.plaintext.port=0",
				"--cosymesh.cosyvoice.plaintext.address=0.0.0.0",
				"--cosymesh.cosyvoice.plaintext.api-key-file=${cosymesh.access.api-key-file}"))
			.rootCause()
			.isInstanceOfSatisfying(MeshConfigurationException.class, (refused) -> {
				assertThat(refused.property()).isEqualTo("cosymesh.cosyvoice.plaintext.address");
				assertThat(refused.action()).contains("127.0.0.1");
			});
	}

	@Test
	void listenerWithoutAKeyIsRefusedAtTheStart() {
		assertThatThrownBy(() -> Gateway.start("--cosymesh.cosyvoice.plaintext.port=0")).rootCause()
			.isInstanceOfSatisfying(MeshConfigurationException.class,
					(refused) -> assertThat(refused.property()).isEqualTo("cosymesh.cosyvoice.plaintext.api-key-file"));
	}

	private static int port() {
		return gateway.bean(SecondListener.class).port();
	}

}
