package io.cosymesh.webui.routing;

import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import io.cosymesh.webui.fixture.Gateway;
import io.cosymesh.webui.fixture.GatewayExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(GatewayExtension.class)
class CompatibleRoutesIT {

	private static final String FORM = "tts_text=%E4%BD%A0%E5%A5%BD&spk_id=x";

	private final Gateway gateway;

	private final HttpClient client;

	CompatibleRoutesIT(Gateway gateway) throws Exception {
		this.gateway = gateway;
		this.client = gateway.browser();
	}

	@ParameterizedTest
	@EnumSource(HttpClient.Version.class)
	void bodyOfAGetArrives(HttpClient.Version version) throws Exception {
		assertThat(sent(version, BodyPublishers.ofString(FORM)).body()).isEqualTo(FORM);
	}

	@ParameterizedTest
	@EnumSource(HttpClient.Version.class)
	void bodyOfAGetArrivesThatDoesNotSayHowLongItIs(HttpClient.Version version) throws Exception {
		BodyPublisher unknown = BodyPublishers
			.ofInputStream(() -> new ByteArrayInputStream(FORM.getBytes(StandardCharsets.US_ASCII)));
		assertThat(sent(version, unknown).body()).isEqualTo(FORM);
	}

	@Test
	void getWithoutABodyPassesToo() throws Exception {
		assertThat(Gateway.send(this.client, this.gateway.withKey("/v1/models")).statusCode()).isEqualTo(200);
		assertThat(Gateway.send(this.client, this.gateway.withKey("/inference_sft")).body()).isEmpty();
	}

	static Stream<String> openAi() {
		return CompatibleRoute.ALL.stream()
			.map((route) -> route.path().replace("{id}", "x"))
			.filter((path) -> path.startsWith(CompatibleRoute.OPENAI));
	}

	@ParameterizedTest
	@MethodSource("openAi")
	@ValueSource(strings = "/v1/unknown")
	void strangerIsToldAsOpenAiWould(String path) throws Exception {
		for (String key : new String[] { "", "Bearer wrong" }) {
			HttpResponse<String> response = Gateway.send(this.client, key.isEmpty() ? this.gateway.request(path)
					: this.gateway.request(path).header("Authorization", key).header("Accept", "text/html"));
			assertThat(response.statusCode()).isEqualTo(401);
			assertThat(error(response).path("code").asString()).isEqualTo("invalid_api_key");
			assertThat(response.headers().firstValue("WWW-Authenticate")).isPresent();
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "/v1/unknown", "/v1/chat/completions", "/v1/audio/speech/", "/v1/audio/voices/a/b" })
	void whatIsNotThereIsNotFound(String path) throws Exception {
		HttpResponse<String> response = Gateway.send(this.client,
				this.gateway.withKey(path).POST(BodyPublishers.noBody()));
		assertThat(response.statusCode()).isEqualTo(404);
		assertThat(error(response).path("code").asString()).isEqualTo("not_found");
	}

	@Test
	void wrongMethodIsSaidSo() throws Exception {
		HttpResponse<String> response = Gateway.send(this.client, this.gateway.withKey("/v1/audio/speech"));
		assertThat(response.statusCode()).isEqualTo(405);
		assertThat(response.headers().firstValue("Allow")).hasValue("POST");
		assertThat(error(response).path("code").asString()).isEqualTo("method_not_allowed");
	}

	@Test
	void pathThatIsSpelledOddlyIsRefusedInTheShapeOfOthers() throws Exception {
		HttpResponse<String> response = Gateway.send(this.client, this.gateway.withKey("/v1/models/a%2Fb"));
		assertThat(response.statusCode()).isEqualTo(400);
		assertThat(error(response).path("code").asString()).isEqualTo("malformed_request");
	}

	@Test
	void oversizeIsToldInTheShapeOfThePath() throws Exception {
		HttpResponse<String> response = Gateway.send(this.client,
				this.gateway.withKey("/v1/audio/speech").POST(BodyPublishers.ofByteArray(new byte[27 * 1024 * 1024])));
		assertThat(response.statusCode()).isEqualTo(413);
		assertThat(error(response).path("code").asString()).isEqualTo("too_large");
	}

	@Test
	void deadBackendIsToldInTheShapeOfThePath() throws Exception {
		this.gateway.backend().down();
		HttpResponse<String> openAi = Gateway.send(this.client, this.gateway.withKey("/v1/models"));
		HttpResponse<String> cosyVoice = Gateway.send(this.client, this.gateway.withKey("/inference_sft"));
		this.gateway.backend().up();
		assertThat(openAi.statusCode()).isEqualTo(503);
		assertThat(openAi.headers().firstValue("Retry-After")).isPresent();
		assertThat(error(openAi).path("type").asString()).isEqualTo("server_error");
		assertThat(cosyVoice.statusCode()).isEqualTo(503);
		assertThat(JsonMapper.shared().readTree(cosyVoice.body()).path("detail").asString()).contains("backend-api");
	}

	@Test
	void strangerIsToldAsCosyVoicesServerWould() throws Exception {
		HttpResponse<String> response = Gateway.send(this.client, this.gateway.request("/inference_sft"));
		assertThat(response.statusCode()).isEqualTo(401);
		assertThat(JsonMapper.shared().readTree(response.body()).propertyNames()).containsExactly("detail");
	}

	private HttpResponse<String> sent(HttpClient.Version version, BodyPublisher body) throws Exception {
		return Gateway.send(this.client,
				this.gateway.withKey("/inference_sft")
					.version(version)
					.header("Content-Type", "application/x-www-form-urlencoded")
					.method("GET", body));
	}

	private static JsonNode error(HttpResponse<String> response) {
		assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
		JsonNode error = JsonMapper.shared().readTree(response.body()).path("error");
		assertThat(error.propertyNames()).containsExactly("message", "type", "param", "code");
		return error;
	}

}
