package io.cosymesh.system;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A speech as server-sent events told it.
 *
 * @param names names of the events in order
 * @param start what the speech is
 * @param sentences its sentences
 * @param audio its audio
 * @param end how it ended
 */
record SpokenEvents(List<String> names, JsonNode start, List<JsonNode> sentences, byte[] audio, JsonNode end) {

	static SpokenEvents parse(HttpResponse<byte[]> response) {
		String body = new String(response.body(), StandardCharsets.UTF_8);
		assertThat(response.statusCode()).as(body).isEqualTo(200);
		assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/event-stream");
		List<String> names = new ArrayList<>();
		List<JsonNode> data = new ArrayList<>();
		for (String event : body.strip().split("\n\n")) {
			String[] lines = event.split("\n", 2);
			names.add(lines[0].substring("event:".length()));
			data.add(JsonMapper.shared().readTree(lines[1].substring("data:".length())));
		}
		List<JsonNode> sentences = new ArrayList<>();
		ByteArrayOutputStream audio = new ByteArrayOutputStream();
		for (int i = 0; i < names.size(); i++) {
			switch (names.get(i)) {
				case "sentence" -> sentences.add(data.get(i));
				case "audio" -> audio.writeBytes(Base64.getDecoder().decode(data.get(i).path("audio").asString()));
				default -> {
				}
			}
		}
		return new SpokenEvents(names, data.getFirst(), sentences, audio.toByteArray(), data.getLast());
	}

}
