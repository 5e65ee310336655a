package io.cosymesh.system;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who speaks and how words are said, through the whole stack.
 */
@Order(3)
@ExtendWith(StackExtension.class)
class EnginesIT {

	private static final String WORD = "/api/v1/pronunciations/SVID";

	private static Gateway gateway;

	@BeforeAll
	static void open(Cosymesh stack) {
		gateway = new Gateway(stack.credentials());
	}

	@AfterAll
	static void close() {
		gateway.close();
	}

	@Test
	void listedEngineSpeaksWhenItIsNamedAndNoOtherDoes() {
		JsonNode engine = json(gateway.send(gateway.get("/api/v1/engines").build()), 200).path("engines").path(0);
		assertThat(engine.path("name").asString()).isEqualTo("embedded");
		assertThat(engine.path("state").asString()).isEqualTo("ready");
		assertThat(engine.path("capabilities").path("cloning").asString()).isEqualTo("timbre-adaptation");
		HttpResponse<byte[]> spoken = gateway.clone(Map.of("text", "Hello.", "engine", "embedded"), Clips.ordinary());
		assertThat(spoken.statusCode()).isEqualTo(200);
		assertThat(spoken.headers().firstValue("X-Engine")).hasValue("embedded");
		assertThat(spoken.headers().firstValue("X-Queue-Position")).hasValue("0");
		JsonNode refusal = json(gateway.clone(Map.of("text", "Hello.", "engine", "parrot"), Clips.ordinary()), 400);
		assertThat(refusal.path("field").asString()).isEqualTo("engine");
		assertThat(refusal.path("detail").asString()).contains("embedded");
	}

	@Test
	void pronunciationIsKeptAndTextIsReadWithIt() {
		assertThat(gateway.send(gateway.json("PUT", WORD, "{\"reading\":\"ess vid\"}").build()).statusCode()).isIn(200,
				201);
		HttpRequest reading = gateway
			.json("POST", "/api/v1/text", "{\"text\":\"An SVID is short.\",\"language\":\"en\"}")
			.build();
		assertThat(json(gateway.send(reading), 200).path("language").asString()).startsWith("en");
		assertThat(gateway.send(gateway.json("DELETE", WORD, "").build()).statusCode()).isEqualTo(204);
		assertThat(json(gateway.send(gateway.get("/api/v1/pronunciations").build()), 200).path("pronunciations")
			.findValuesAsString("word")).doesNotContain("SVID");
	}

	private static JsonNode json(HttpResponse<byte[]> response, int status) {
		String body = new String(response.body(), StandardCharsets.UTF_8);
		assertThat(response.statusCode()).as(body).isEqualTo(status);
		return JsonMapper.shared().readTree(body);
	}

}
